import { numberIn, type Schema } from './json-schema'

/** The number that the schema allows next to the wanted one; `nth` further ones count on from it. */
export function allowedNumber(wanted: number, schema: Schema, isInteger: boolean, nth = 0): number {
  const value = nearest(wanted, schema, isInteger, nth)
  // JSON knows neither infinity nor a negative zero.
  return Number.isFinite(value) ? value + 0 : 0
}

function nearest(wanted: number, schema: Schema, isInteger: boolean, nth: number): number {
  const step = stepOf(schema, isInteger)
  const { low, high } = boundsOf(schema)
  const inside = Math.min(high.value, Math.max(low.value, wanted))
  if (step === null) return insideOpen(inside, low, high, nth)
  const least = onStep(Math.ceil(low.value / step), step, low.open && low.value % step === 0 ? 1 : 0)
  const most = onStep(Math.floor(high.value / step), step, high.open && high.value % step === 0 ? -1 : 0)
  const near = onStep(Math.round(inside / step), step, nth)
  return Math.max(Number.isFinite(least) ? least : near, Math.min(Number.isFinite(most) ? most : near, near))
}

type Bound = { value: number; open: boolean }

/** Draft 4 says `exclusiveMinimum: true` beside `minimum`, later ones give it a number. */
function boundsOf(schema: Schema): { low: Bound; high: Bound } {
  const bound = (plain: string, exclusive: string, none: number, tighter: (a: number, b: number) => number): Bound => {
    const closed = numberIn(schema, plain) ?? none
    const open = numberIn(schema, exclusive)
    if (open === undefined) return { value: closed, open: schema[exclusive] === true }
    return tighter(open, closed) === open ? { value: open, open: true } : { value: closed, open: false }
  }
  return {
    low: bound('minimum', 'exclusiveMinimum', Number.NEGATIVE_INFINITY, Math.max),
    high: bound('maximum', 'exclusiveMaximum', Number.POSITIVE_INFINITY, Math.min),
  }
}

function stepOf(schema: Schema, isInteger: boolean): number | null {
  const multiple = numberIn(schema, 'multipleOf')
  if (multiple === undefined || multiple <= 0) return isInteger ? 1 : null
  if (!isInteger || Number.isInteger(multiple)) return multiple
  // The least multiple that is whole: 2.5 → 5.
  const whole = [2, 4, 5, 8, 10, 20, 25, 50, 100, 1_000].find((factor) => Number.isInteger(multiple * factor))
  return whole === undefined ? 1 : multiple * whole
}

/** 3 × 0.1 is 0.3, not 0.30000000000000004. */
function onStep(count: number, step: number, shift: number): number {
  const decimals = /\.(\d+)$/.exec(String(step))?.[1]?.length ?? 0
  const value = (count + shift) * step
  return decimals === 0 || !Number.isFinite(value) ? value : Number(value.toFixed(decimals))
}

function insideOpen(value: number, low: Bound, high: Bound, nth: number): number {
  const room = high.value - low.value
  const step = Number.isFinite(room) ? room / 64 : 1
  const start =
    value === low.value && low.open ? value + step : value === high.value && high.open ? value - step : value
  const counted = start + nth * step
  const limit = high.open ? high.value - step : high.value
  return counted <= limit ? counted : start
}
