export function routeFiles(): string[]
export function schemaFiles(): string[]
export function servedPath(file: string): string
