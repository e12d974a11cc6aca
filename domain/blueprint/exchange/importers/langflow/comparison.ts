/** CEL of a router's condition; empty for one that is not known here. */
export function comparison(operator: string, left: string, right: string): string {
  switch (operator) {
    case 'equals':
      return `${left} == ${right}`
    case 'not equals':
      return `${left} != ${right}`
    case 'contains':
      return `${left}.contains(${right})`
    case 'starts with':
      return `${left}.startsWith(${right})`
    case 'ends with':
      return `${left}.endsWith(${right})`
    case 'regex':
      return `${left}.matches(${right})`
    default:
      return ''
  }
}
