import { foldText } from '../fold-text.ts'

/**
 * Words that tell whoever glances at a phone what a patient is treated for (45 CFR 164.502(b), minimum necessary): specialties,
 * conditions, procedures, results. Beginnings of words, folded; English and Spanish. Not complete, and no judgement: what a
 * clinic writes is still for a person to read.
 */
const REVEALING =
  `oncolog|cancer|chemo|quimioterapi|radiother|radioterapi|tumor|biops|mammogra|mamografi|colonoscop|endoscop
  psychiatr|psiquiatr|psycholog|psicolog|psychother|psicoter|mental health|salud mental|depressi|depresion|bipolar
  addict|adiccion|rehab|detox|methadone|metadona|suboxone|alcoholi|substance|overdose|sobredosis
  sexual|syphilis|sifilis|gonorr|chlamyd|herpes|hormone
  gynecolog|ginecolog|obstetric|obstetri|pregnan|embaraz|prenatal|abort|contracept|anticoncept|fertil|vasectom|miscarr
  urolog|nephrolog|nefrolog|dialysis|dialisis|cardiolog|neurolog|dermatolog|endocrin|rheumatolog|reumatolog|hepatit|diabet
  dementia|demencia|alzheimer|epilep|oncology|hospice|palliativ|paliativ|transplant|trasplant|surger|cirugia|surgical
  diagnos|prescription|receta|medication|medicacion|lab result|test result|resultado|blood test|analisis de sangre`
    .split(/[|\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** Too short to be the beginning of a word. */
const WHOLE = ['hiv', 'vih', 'std', 'sti', 'ivf', 'mri', 'x ray', 'prep']

const PATTERN = new RegExp(
  `(?<![a-z0-9])(?:(?:${REVEALING.join('|')})[a-z]*|(?:${WHOLE.join('|')})s?(?![a-z]))`,
)

/** The first word in the text that reveals what somebody is treated for, as it was folded; null without any. */
export const revealingWord = (text: string): string | null =>
  PATTERN.exec(foldText(text).replace(/[^a-z0-9]+/g, ' '))?.[0] ?? null
