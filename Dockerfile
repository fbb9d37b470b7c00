# The application alone; PostgreSQL 18 is another container (compose.yml). Debian, not Alpine: the password hash needs glibc.
FROM node:24-slim
WORKDIR /linli
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.ts && mkdir -p /var/lib/linli && chown -R node:node /var/lib/linli build
USER node
ENV LINLI_ENV=production LINLI_DATA=/var/lib/linli PORT=8080
VOLUME /var/lib/linli
EXPOSE 8080
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:8080/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
CMD ["node", "apps/server/main.ts"]
