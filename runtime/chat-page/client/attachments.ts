import type { FileView } from '@/domain/runtime/runtime-api'
import type { PageData } from '../page-data'
import { fileAddress, uploadFile } from './api'
import { announce, fileChip, make, page, showTrouble } from './view'

type Attached = { chip: HTMLElement; uploaded: Promise<FileView | null> }

/** The files of the message that is being written: each is uploaded as soon as it is chosen. */
export function createAttachments(agent: PageData, session: () => string) {
  let attached: Attached[] = []

  const show = () => {
    page.attached.replaceChildren(...attached.map(({ chip }) => chip))
    page.attached.hidden = attached.length === 0
  }
  const remove = (chip: HTMLElement) => {
    attached = attached.filter((other) => other.chip !== chip)
    show()
  }
  const add = (file: File) => {
    const refusal = whyNot(file, agent)
    if (refusal !== null) return showTrouble(refusal)
    if (attached.length >= agent.filesInMessage) {
      return showTrouble(`A message may carry ${agent.filesInMessage} files.`)
    }
    const chip = make('li', 'file')
    chip.append(make('span', '', file.name), make('small', '', 'uploading…'))
    const removeButton = make('button', '', '×')
    removeButton.setAttribute('type', 'button')
    removeButton.setAttribute('aria-label', `Remove ${file.name}`)
    removeButton.addEventListener('click', () => {
      remove(chip)
      announce(`${file.name} is removed.`)
      page.draft.focus()
    })
    chip.append(removeButton)
    attached.push({ chip, uploaded: upload(file, chip, removeButton) })
    show()
  }

  const upload = async (file: File, chip: HTMLElement, removeButton: HTMLElement): Promise<FileView | null> => {
    const to = session()
    try {
      const view = await uploadFile(to, file)
      const refusal = agent.accepts.some(({ mediaType }) => mediaType === view.mediaType) ? null : notTaken(file.name)
      if (refusal !== null) throw new Error(refusal)
      const { className, children } = fileChip(view, fileAddress(to, view), false)
      chip.className = className
      chip.replaceChildren(...children, removeButton)
      announce(`${file.name} is attached.`)
      return view
    } catch (error) {
      remove(chip)
      showTrouble(`${file.name}: ${error instanceof Error ? error.message : String(error)}`)
      return null
    }
  }

  return {
    add: (files: Iterable<File>) => {
      showTrouble(null)
      for (const file of files) add(file)
    },
    get any() {
      return attached.length > 0
    },
    /** Once all are there. Null when one could not be uploaded, which has been told: the others stay. */
    async take(): Promise<FileView[] | null> {
      const files = await Promise.all(attached.map(({ uploaded }) => uploaded))
      if (files.includes(null)) return null
      this.clear()
      return files.filter((file) => file !== null)
    },
    clear() {
      attached = []
      show()
    },
  }
}

export type Attachments = ReturnType<typeof createAttachments>

const notTaken = (name: string) => `This agent does not take files such as "${name}".`

/** Sound comes under many names; what a file is, its bytes tell when it is there. */
function whyNot({ name, type, size }: File, { accepts }: PageData): string | null {
  const [kind = ''] = type.split('/', 1)
  const alike = accepts.filter(({ mediaType }) =>
    kind === 'image' || kind === 'audio' ? mediaType.startsWith(`${kind}/`) : mediaType === type,
  )
  if (alike.length === 0) return notTaken(name)
  const most = Math.max(...alike.map(({ maxBytes }) => maxBytes))
  return size > most ? `"${name}" is too large: such a file may have ${most / 1_000_000} MB.` : null
}

/** By button, by pasting, by dropping. */
export function listenForFiles(attachments: Attachments, { accepts }: PageData): void {
  if (accepts.length === 0) return
  page.attach.hidden = false
  page.picker.accept = accepts.map(({ mediaType }) => mediaType).join(',')
  page.attach.addEventListener('click', () => page.picker.click())
  page.picker.addEventListener('change', () => {
    attachments.add(page.picker.files ?? [])
    page.picker.value = ''
    page.draft.focus()
  })
  page.draft.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files ?? []
    if (files.length === 0) return
    event.preventDefault()
    attachments.add(files)
  })
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  const mark = (on: boolean) => page.composer.classList.toggle('dropping', on)
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    mark(true)
  })
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark(false)
  })
  window.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    mark(false)
    attachments.add(event.dataTransfer?.files ?? [])
  })
}
