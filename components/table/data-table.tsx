'use client'

import { Button, Table } from '@heroui/react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'
import { TableSkeleton } from '../ui/skeletons.tsx'

export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** Hidden where the screen is narrow. */
  isSecondary?: boolean
  className?: string
}

/** One page as every list of the API answers: hand `next_cursor` back for the next. */
export interface KeysetPage<Row> {
  items: Row[]
  next_cursor: string | null
}

interface DataTableProps<Row extends { id: string }> {
  /** What the table holds, for screen readers and errors: "Audit events". */
  label: string
  columns: readonly Column<Row>[]
  query: UseInfiniteQueryResult<InfiniteData<KeysetPage<Row>>, Error>
  /** What stands there when there are no rows. */
  empty: ReactNode
  /** Opens a row, by click or Enter. */
  onRowAction?: (row: Row) => void
  selectedId?: string
}

/** The one table: keyset pages under each other, skeleton while loading, what to do when empty or broken. */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { label, columns, query, empty } = props
  if (query.isPending) return <TableSkeleton columns={Math.min(columns.length, 5)} />
  if (query.isError && query.data === undefined) {
    return (
      <ErrorState
        what={`${label} could not be loaded.`}
        error={query.error}
        onRetry={() => query.refetch()}
      />
    )
  }
  const rows = query.data.pages.flatMap((page) => page.items)
  if (rows.length === 0) return empty
  return (
    <div className="flex flex-col">
      <TableRows {...props} rows={rows} />
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <Button
            variant="outline"
            isPending={query.isFetchingNextPage}
            onPress={() => query.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </div>
  )
}

/** The rows alone, for lists without pages. */
export function TableRows<Row extends { id: string }>(
  props: Omit<DataTableProps<Row>, 'query' | 'empty'> & { rows: readonly Row[] },
) {
  const { label, columns, rows, onRowAction, selectedId } = props
  const byId = new Map(rows.map((row) => [row.id, row]))
  const open = (key: string | number) => {
    const row = byId.get(String(key))
    if (row !== undefined) onRowAction?.(row)
  }
  return (
    <Table variant="secondary">
      <Table.ScrollContainer>
        <Table.Content aria-label={label} onRowAction={onRowAction === undefined ? undefined : open}>
          <Table.Header>
            {columns.map((column, index) => (
              <Table.Column
                key={column.id}
                id={column.id}
                isRowHeader={index === 0}
                className={cellClass(column)}
              >
                {column.header}
              </Table.Column>
            ))}
          </Table.Header>
          <Table.Body>
            {rows.map((row) => (
              <Table.Row
                key={row.id}
                id={row.id}
                className={row.id === selectedId ? '[&>td]:bg-default' : undefined}
              >
                {columns.map((column) => (
                  <Table.Cell key={column.id} className={cellClass(column)}>
                    {column.cell(row)}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Content>
      </Table.ScrollContainer>
    </Table>
  )
}

function cellClass<Row>(column: Column<Row>): string {
  const align = column.align === 'end' ? 'text-end' : 'text-start'
  return `${align} ${column.isSecondary === true ? 'hidden md:table-cell' : ''} ${column.className ?? ''}`
}
