'use client'

import { Button, Dropdown, Header, Separator } from '@heroui/react'
import { useEffect, useState } from 'react'
import { signOut } from '#lib/api/auth.ts'
import { Avatar } from '../ui/avatar.tsx'
import { chooseTheme, readTheme, type ThemeChoice } from './theme.ts'
import { useMe } from './use-me.ts'

const ROLE_WORDS = {
  admin: 'Administrator',
  scheduler: 'Scheduler',
  viewer: 'Viewer, can change nothing',
} as const
const THEMES: readonly { id: ThemeChoice; label: string }[] = [
  { id: 'system', label: 'As this computer' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]

/** Who is signed in, the theme, and the way out. */
export function UserMenu() {
  const me = useMe()
  const [theme, setTheme] = useState<ThemeChoice>('system')
  useEffect(() => setTheme(readTheme()), [])
  const choose = (choice: ThemeChoice) => {
    setTheme(choice)
    chooseTheme(choice)
  }
  const name = me?.name ?? 'Signed in'
  return (
    <Dropdown>
      <Button
        variant="ghost"
        aria-label={`${name}. Theme and sign out`}
        className="h-auto w-full justify-start px-1 py-1 text-start sm:max-lg:justify-center"
      >
        <Avatar name={name} />
        <span className="flex min-w-0 flex-1 flex-col sm:max-lg:hidden">
          <span className="truncate text-xs font-medium">{name}</span>
          <span className="truncate text-2xs font-normal text-muted">
            {me === undefined ? '' : ROLE_WORDS[me.role]}
          </span>
        </span>
      </Button>
      <Dropdown.Popover placement="top start">
        <Dropdown.Menu aria-label="Your account">
          <Dropdown.Section
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              const chosen = THEMES.find((candidate) => keys !== 'all' && keys.has(candidate.id))
              if (chosen !== undefined) choose(chosen.id)
            }}
          >
            <Header>Theme</Header>
            {THEMES.map((choice) => (
              <Dropdown.Item key={choice.id} id={choice.id} textValue={choice.label}>
                <Dropdown.ItemIndicator />
                {choice.label}
              </Dropdown.Item>
            ))}
          </Dropdown.Section>
          <Separator />
          <Dropdown.Item id="api-docs" textValue="API reference" href="/api/docs">
            API reference
          </Dropdown.Item>
          <Dropdown.Item id="sign-out" textValue="Sign out" onAction={() => void signOut()}>
            Sign out
          </Dropdown.Item>
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  )
}
