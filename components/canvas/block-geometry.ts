import type { PortSpec } from '@/domain/blueprint/block-kind'
import { blockKindOf } from '@/domain/blueprint/block-kinds/registry'
import type { Block } from '@/domain/blueprint/document'

/** The size of a block is a rule, not a measurement, so that tidy and paste can place blocks that were never drawn. */
export const blockSize = { widthPx: 256, heightPx: 112, portPx: 76, errorPortPx: 60 } as const

/** Positions snap to this grid. */
export const gridPx = 8

/** A position is the middle of a block's upper edge, so that a block that grows wider stays in line. */
export const blockOrigin: [number, number] = [0.5, 0]

export type PlacedPort = PortSpec & { tone: 'plain' | 'error'; leftPx: number; widthPx: number; labelled: boolean }

export function outputsOf(block: Block): readonly PortSpec[] {
  return blockKindOf(block.kind)?.outputs(block.config) ?? []
}

export function hasInput(block: Block): boolean {
  return (blockKindOf(block.kind)?.inputs(block.config).length ?? 1) > 0
}

export function blockWidth(block: Block): number {
  const ports = outputsOf(block)
  const plain = ports.filter(isPlain).length
  if (plain <= 1) return blockSize.widthPx
  const errors = ports.length - plain
  const wanted = Math.max(blockSize.widthPx, plain * blockSize.portPx + errors * blockSize.errorPortPx)
  return Math.ceil(wanted / (2 * gridPx)) * 2 * gridPx
}

/** A lone way on stands in the middle; several share the width; "on error" keeps the right-hand corner. */
export function placePorts(block: Block): PlacedPort[] {
  const width = blockWidth(block)
  const ports = outputsOf(block)
  const plain = ports.filter(isPlain)
  const errors = ports.filter((port) => !isPlain(port))
  const share = plain.length === 1 ? width : (width - errors.length * blockSize.errorPortPx) / Math.max(plain.length, 1)
  return [
    ...plain.map((port, index) => ({
      ...port,
      tone: 'plain' as const,
      leftPx: (index + 0.5) * share,
      widthPx: share,
      labelled: plain.length > 1,
    })),
    ...errors.map((port) => ({
      ...port,
      tone: 'error' as const,
      leftPx: width - blockSize.errorPortPx / 2,
      widthPx: blockSize.errorPortPx,
      labelled: true,
    })),
  ]
}

function isPlain(port: PortSpec): boolean {
  return port.name !== 'error'
}
