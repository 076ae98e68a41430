# syntax=docker/dockerfile:1
# The worker without shell, package manager or root. The synthetic province stays out.
#   docker build -t de06 .        (linux/amd64)

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# Restore by itself, so that a changed source file does not fetch the packages again.
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY src/De06Ingest/De06Ingest.csproj src/De06Ingest/
RUN dotnet restore src/De06Ingest/De06Ingest.csproj -r linux-x64 -p:PublishReadyToRun=true
COPY sql sql
# The program carries this model inside.
COPY deploy/match-model.yaml deploy/
COPY src/De06Ingest src/De06Ingest
RUN dotnet publish src/De06Ingest/De06Ingest.csproj -c Release -r linux-x64 --self-contained false --no-restore \
      -p:PublishReadyToRun=true -o /app
COPY deploy /app/deploy
# Volumes take the rights of the folder they are first mounted over; the final image has no shell to make it with.
RUN mkdir -p /state/spool /state/inbox && chmod -R 0700 /state

# "extra" brings ICU and the time zones: names are folded by Unicode rules, schedules are in Asia/Ho_Chi_Minh.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
LABEL org.opencontainers.image.title="De06Ingest"
WORKDIR /app
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /state /var/lib/de06
USER 10001:10001
# HOME: the account has no entry in /etc/passwd, and Npgsql connects to nothing when it finds no home at all.
ENV DOTNET_EnableDiagnostics=0 \
    HOME=/var/lib/de06 \
    De06__Feeds=/app/deploy/feeds \
    De06__Spool=/var/lib/de06/spool \
    De06__Inbox=/var/lib/de06/inbox
# Nothing is written but the spool (a volume) and /tmp (a tmpfs), so the root may be read-only.
VOLUME /var/lib/de06
# No HEALTHCHECK: it would need a program to ask with, and the image has neither shell nor curl.
# Ask /health/live and /health/ready from outside, as Kubernetes probes and monitoring do.
ENTRYPOINT ["/app/de06"]
CMD ["worker"]
