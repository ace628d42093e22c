# The server and its commands. docs/running.md tells how it is run.
ARG NODE=node:24.21.0-bookworm-slim

FROM ${NODE} AS manifest
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM manifest AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM manifest AS packages
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM ${NODE}
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
# The commands (token, status, check, backup, db, replay) run from source.
COPY package.json config.ts ./
COPY api api
COPY db db
COPY probes probes
RUN install -d -o node -g node -m 0700 /data
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 HOST=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/status.db BACKUP_DIR=/data/backups
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that signals reach it.
CMD ["node", "--min-semi-space-size=4", "--max-semi-space-size=4", "--heap-growing-percent=20", "dist/server.js"]
