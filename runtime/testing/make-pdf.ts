/** A small PDF 1.4, by hand: each page is lines of text in Helvetica. `extra`: more entries of the trailer. */
export function makePdf(pages: readonly (readonly string[])[], extra = ''): Buffer {
  const pageIds = pages.map((_, index) => 4 + index * 2)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, index) => {
      const text = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n')
      const stream = `BT /F1 12 Tf 14 TL 72 720 Td\n${text}\nET`
      const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${5 + index * 2} 0 R
        /Resources << /Font << /F1 3 0 R >> >> >>`
      return [page, `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`]
    }),
  ]
  return assemble(objects, extra)
}

function assemble(objects: readonly string[], extra: string): Buffer {
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  body += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${extra} >>\n`
  return Buffer.from(`${body}startxref\n${body.lastIndexOf('xref\n0 ')}\n%%EOF\n`, 'latin1')
}

/** Asks for a password that nobody knows (the standard handler, revision 2). */
export const passwordProtected = `/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4
  /O <${'11'.repeat(32)}> /U <${'22'.repeat(32)}> >>`
