import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from './errors.ts'
import { defineLifecycle } from './lifecycle.ts'

const door = defineLifecycle({
  name: 'door',
  steps: { open: ['closed'], closed: ['open', 'locked', 'broken'], locked: ['closed'], broken: [] },
})

function errorOf(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

describe('defineLifecycle', () => {
  it('allows exactly the steps of the table', () => {
    expect(door.canStep('open', 'closed')).toBe(true)
    expect(door.canStep('open', 'locked')).toBe(false)
    expect(() => door.assertStep('open', 'closed')).not.toThrow()
  })

  it('does not count staying in a state as a step', () => {
    expect(door.canStep('open', 'open')).toBe(false)
  })

  it('names the legal states in the error', () => {
    const error = errorOf(() => door.assertStep('closed', 'closed'))
    expect(isSwitchboardError(error, 'illegal_state')).toBe(true)
    expect(error).toMatchObject({
      message: 'This door is closed and cannot become closed; it can only become open, locked or broken.',
      legal: ['open', 'locked', 'broken'],
    })
  })

  it('says that a final state is final', () => {
    expect(door.isFinal('broken')).toBe(true)
    expect(door.isFinal('open')).toBe(false)
    expect(errorOf(() => door.assertStep('broken', 'open'))).toMatchObject({
      message: 'This door is broken and cannot become open; it is final.',
      legal: [],
    })
  })

  it('lists the states a step may start from', () => {
    expect(door.legalFrom('closed')).toEqual(['open', 'locked'])
    expect(door.legalFrom('broken')).toEqual(['closed'])
  })

  it('treats a state it does not know, even one of Object.prototype, as one without steps', () => {
    const stray = 'constructor' as 'open'
    expect(door.canStep(stray, 'closed')).toBe(false)
    expect(
      isSwitchboardError(
        errorOf(() => door.assertStep(stray, 'closed')),
        'illegal_state',
      ),
    ).toBe(true)
  })
})
