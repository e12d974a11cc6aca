export function probe() {}
