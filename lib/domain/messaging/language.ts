import { z } from 'zod'

/** Languages that every text exists in, ISO 639-1. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
export const language = z.enum(LANGUAGES)

/** What a patient is texted in before anybody knows better. */
export const DEFAULT_LANGUAGE: Language = 'en'

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Spanish' }
