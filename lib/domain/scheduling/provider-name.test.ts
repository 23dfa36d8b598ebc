import { describe, expect, it } from 'vitest'
import { providerNameKeys } from './provider-name.ts'

describe('providerNameKeys', () => {
  it.each([
    ['Dr. Ada Smith', 'ada smith', 'smith'],
    ['dr ada SMITH', 'ada smith', 'smith'],
    ['Ada Smith, MD', 'ada smith', 'smith'],
    ['Prof. Dr. Ada Smith PhD', 'ada smith', 'smith'],
    ['Dr. José Núñez-Ortíz', 'jose nunez-ortiz', 'nunez-ortiz'],
    ['Dr. Johnson', 'johnson', 'johnson'],
    ['Dr. Thi Do', 'thi do', 'do'],
    ['Nurse Mary O’Brien, RN', "mary o'brien", "o'brien"],
    ['J.R. Ewing', 'j r ewing', 'ewing'],
  ])('reads %s as %s', (name, nameKey, surnameKey) => {
    expect(providerNameKeys(name)).toEqual({ name_key: nameKey, surname_key: surnameKey })
  })

  it('keeps a word that would be a title when it is all there is', () => {
    expect(providerNameKeys('Sister').name_key).toBe('sister')
    expect(providerNameKeys('Dr.').name_key).toBe('dr')
  })
})
