/** Everybody here is invented; numbers are in the range 555-0100 to 555-0199 that is kept for fiction. */
export const DEMO_LOGINS = [
  { email: 'admin@riverside.example', name: 'Sam Lindqvist', role: 'admin' },
  { email: 'scheduler@riverside.example', name: 'Dana Reyes', role: 'scheduler' },
  { email: 'viewer@riverside.example', name: 'Vera Okafor', role: 'viewer' },
] as const

interface DemoService {
  name: string
  duration_minutes: number
  buffer_after_minutes: number
  minimum_notice_minutes: number
  cost_estimate: string | null
  reminder_minutes?: number[]
  is_default: boolean
}

export const DEMO_SERVICES: readonly DemoService[] = [
  {
    name: 'Follow-up',
    duration_minutes: 30,
    buffer_after_minutes: 0,
    minimum_notice_minutes: 60,
    cost_estimate: '$90',
    is_default: true,
  },
  {
    name: 'Annual physical',
    duration_minutes: 45,
    buffer_after_minutes: 15,
    minimum_notice_minutes: 240,
    cost_estimate: '$180',
    reminder_minutes: [2_880, 180],
    is_default: false,
  },
  {
    name: 'New patient',
    duration_minutes: 60,
    buffer_after_minutes: 0,
    minimum_notice_minutes: 1440,
    cost_estimate: '$220',
    reminder_minutes: [10_080, 2_880, 180],
    is_default: false,
  },
  {
    name: 'Well child',
    duration_minutes: 30,
    buffer_after_minutes: 10,
    minimum_notice_minutes: 120,
    cost_estimate: null,
    is_default: false,
  },
]

/** Texted in Spanish. */
export const DEMO_SPANISH: readonly string[] = ['Eva Castillo', 'Carmen Delgado']

/** The mock gateway's landline (lib/gateways/sms/mock.ts): texts to it are not delivered. */
export const DEMO_LANDLINE = { names: ['Iris Lam', 'Kai Moreau'], phone_number: '+15005550012' }

/** Also on weekends, so that a newcomer finds visits on whatever day it is. */
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]

export const DEMO_CLINICS = [
  {
    name: 'Riverside Clinic',
    time_zone: 'America/New_York',
    phone_number: '+12015550100',
    area: '201',
    is_default: true,
    providers: [
      {
        name: 'Dr. Ada Smith',
        specialty: 'Family medicine',
        services: ['Follow-up', 'Annual physical', 'New patient'],
        start: '08:30',
        days: EVERY_DAY,
      },
      {
        name: 'Dr. Marcus Johnson',
        specialty: 'Family medicine',
        services: ['Follow-up', 'Annual physical', 'New patient'],
        start: '08:00',
        days: EVERY_DAY,
      },
      {
        name: 'Dr. Lena Williams',
        specialty: 'Pediatrics',
        services: ['Follow-up', 'Well child', 'New patient'],
        start: '09:00',
        days: MONDAY_TO_FRIDAY,
      },
      {
        name: 'N. Ortiz, NP',
        specialty: 'Annual physicals',
        services: ['Follow-up', 'Annual physical'],
        start: '08:00',
        days: EVERY_DAY,
      },
    ],
    patients: [
      'Maria Gonzalez',
      'Priya Shah',
      'Anna Weiss',
      'Theo Brandt',
      'Liam O’Connor',
      'Hanna Berg',
      'Rosa Nunez',
      'Jin Kim',
      'Eva Castillo',
      'Dev Farrow',
      'Noor Haddad',
      'Tom Ito',
      'Ola Nilsen',
      'Leo Park',
      'Mila Novak',
      'Zoe Adler',
      'Ana Sousa',
      'Kai Moreau',
      'Ben Ruiz',
      'Sam Boateng',
      'Iris Lam',
      'Omar Aziz',
      'Grace Mbeki',
      'Felix Braun',
      'Nina Rossi',
      'Paul Dubois',
      'Lucia Romano',
      'Aiko Tanaka',
    ],
  },
  {
    name: 'Harbor View Clinic',
    time_zone: 'America/Los_Angeles',
    phone_number: '+12135550100',
    area: '213',
    is_default: false,
    providers: [
      {
        name: 'Dr. Priya Patel',
        specialty: 'Family medicine',
        services: ['Follow-up', 'Annual physical', 'New patient'],
        start: '09:00',
        days: EVERY_DAY,
      },
      {
        name: 'Dr. Tom Becker',
        specialty: 'Pediatrics',
        services: ['Follow-up', 'Well child', 'New patient'],
        start: '08:30',
        days: MONDAY_TO_FRIDAY,
      },
    ],
    patients: [
      'Carmen Delgado',
      'Joel Fischer',
      'Mei Chen',
      'Amara Cole',
      'Hugo Blanc',
      'Sofia Ricci',
      'Nate Brooks',
      'Lena Hoff',
      'Ravi Menon',
      'Tess Walker',
      'Ivan Petrov',
      'Yara Saleh',
    ],
  },
] as const

export type DemoClinic = (typeof DEMO_CLINICS)[number]
