export interface Zone {
  /** The IANA name. */
  id: string
  label: string
}

/** Browsers list some zones by the name they had when Unicode's list began; people look for the present one. */
const RENAMED: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** The zones of this browser under their present names, and the one that is set, whatever it is called. */
export function zoneChoices(known: readonly string[], current: string): Zone[] {
  const ids = new Set(known.map((id) => RENAMED[id] ?? id))
  if (current !== '') ids.add(current)
  return [...ids].sort().map((id) => ({ id, label: id.replaceAll('_', ' ') }))
}
