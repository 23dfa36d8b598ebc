import { TabLinks } from '../ui/tab-links.tsx'

const TABS = [
  { href: '/providers', label: 'Team' },
  { href: '/providers/services', label: 'Services' },
]

export const ProviderTabs = () => <TabLinks label="Providers and services" tabs={TABS} />
