import addressparser from 'nodemailer/lib/addressparser'
import type { FieldProblem, FieldValues } from '../check-connection'

const address = /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/

/** The addresses that a header's text names; null when one of them is none. */
export function addressesIn(text: string): string[] | null {
  const found = addressparser(text, { flatten: true }).map((entry) => entry.address)
  return found.length > 0 && found.every((entry) => address.test(entry)) ? found : null
}

export function portIn(text: string | undefined): number | null {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0
  return port >= 1 && port <= 65_535 ? port : null
}

export function emailFieldProblems(values: FieldValues): FieldProblem[] {
  const { host = '', port, from = '', user, password } = values
  return [
    ...(/^[A-Za-z0-9.:[\]_-]{1,253}$/.test(host)
      ? []
      : [{ path: 'host', message: '"SMTP server" must be the name of a host, such as smtp.example.com.' }]),
    ...(portIn(port) === null ? [{ path: 'port', message: '"Port" must be a number from 1 to 65535.' }] : []),
    ...(addressesIn(from)?.length === 1
      ? []
      : [{ path: 'from', message: '"Sender" must be one address, such as Acme <hello@acme.example>.' }]),
    ...((user === undefined) === (password === undefined)
      ? []
      : [
          {
            path: user === undefined ? 'user' : 'password',
            message: 'A user name and a password belong together: give both, or neither.',
          },
        ]),
  ]
}
