import { FlaskConical } from 'lucide-react'

/** Shown wherever a runtime's walls are weaker than the product promises. */
export function EngineBanner() {
  return (
    <aside
      aria-label="Trying-out mode"
      className="flex items-start gap-2.5 border-warning/30 border-b bg-warning-soft px-4 py-2 text-text md:px-6"
    >
      <FlaskConical className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <p className="text-[0.8125rem]">
        <strong className="font-semibold text-warning">Trying-out mode:</strong> tenants run as processes of this
        machine, without the sealed walls. Not for customers. Start with Docker to seal them.
      </p>
    </aside>
  )
}
