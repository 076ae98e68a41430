using De06Ingest.Commands;

// A verb picks a command; `de06 worker` is the service. What the verbs work with is put together in Wiring.
await using var parts = new Wiring(Settings.FromEnvironment());
return await CommandLine.Run(
    args, parts, StandardStreams.Out(), StandardStreams.Error(), CommandLine.TerminalOfProcess());
