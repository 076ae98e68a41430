using De06Ingest.Commands.Conversion;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Intake.Pull;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Units;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>What an operator is told when a verb cannot go on, and the code that a script sees.</summary>
/// <remarks>
/// Holds no text of PostgreSQL beyond its five-character code: the server quotes row data in its messages.
/// </remarks>
sealed record Complaint(string Text, int ExitCode)
{
    /// <summary>
    /// The complaint for this problem; a problem that nobody foresaw is named as a defect by its type.
    /// </summary>
    public static Complaint Of(Exception problem, Messages messages, CancellationToken stop) => problem switch
    {
        ExtractRefused refused =>
            Because(messages, refused.Code, refused.Detail, Commands.ExitCode.OfRefusal(refused.Code)),
        SourceUnavailable away =>
            Because(messages, away.Code, away.Detail, Commands.ExitCode.OfSource(away.Code)),
        FeedLeasedException leased => Because(messages, "feed-leased", leased.Feed, Commands.ExitCode.TryLater),
        FenceLostException => Because(messages, "fence-lost", "", Commands.ExitCode.TryLater),
        SchemaMismatch schema => Because(messages, "schema-behind", schema.Message, Commands.ExitCode.Configuration),
        WorkbookRefused book => Because(messages, book.Code, book.Sheets, Commands.ExitCode.BadData),
        LocalClusterException cluster =>
            Because(messages, cluster.Code, cluster.Message, Commands.ExitCode.Configuration),
        ConfigurationProblem setting =>
            Because(messages, setting.Code, setting.Detail, Commands.ExitCode.Configuration),
        NameUnknown name => new($"{messages["say.error"]}: {name.In(messages)}", Commands.ExitCode.Usage),
        UnitUnknown unit => Because(messages, unit.Code, unit.Detail, Commands.ExitCode.Usage),
        ReportFeedMissing feeds =>
            Because(messages, "report-feed-missing", feeds.Tables, Commands.ExitCode.Configuration),
        UnitListRefused list => Because(messages, list.Code, list.Detail, Commands.ExitCode.BadData),
        FigureUnknown figure =>
            new($"{messages["say.error"]}: {figure.In(messages)} [{figure.Code}]", Commands.ExitCode.BadData),
        DecisionRefused decision =>
            Because(messages, decision.Code, decision.Detail, Commands.ExitCode.BadData),
        ContractChanged changed =>
            Because(messages, changed.Code, changed.Detail, Commands.ExitCode.Configuration),
        ContractException contract => OfContracts([contract], messages),
        AggregateException several when several.InnerExceptions.All(e => e is ContractException) =>
            OfContracts(several.InnerExceptions.Cast<ContractException>(), messages),
        SampleRefused sample => Because(messages, "sample-unusable", sample.In(messages), Commands.ExitCode.BadData),
        PostgresException server => OfServer(server, messages),
        NpgsqlException or TimeoutException => Because(messages, "database-away", "", Commands.ExitCode.TryLater),
        SpoolFull full => Because(messages, full.Code, full.Detail, Commands.ExitCode.InputOutput),
        SpoolUnwritable unwritable =>
            Because(messages, unwritable.Code, unwritable.Folder, Commands.ExitCode.InputOutput),
        FileNotFoundException { FileName: { } folder } when Directory.Exists(folder) =>
            Because(messages, "file-is-folder", folder, Commands.ExitCode.InputOutput),
        FileNotFoundException missing => Because(
            messages, "file-missing", missing.FileName ?? missing.Message, Commands.ExitCode.InputOutput),
        DirectoryNotFoundException missing =>
            Because(messages, "file-missing", PathIn(missing.Message), Commands.ExitCode.InputOutput),
        UnauthorizedAccessException denied =>
            Because(messages, "file-denied", PathIn(denied.Message), Commands.ExitCode.CannotCreate),
        IOException { InnerException: AddressInUseException } =>
            Because(messages, "port-in-use", "", Commands.ExitCode.Configuration),
        OutputClosed => Because(messages, "output-closed", "", Commands.ExitCode.InputOutput),
        IOException broken => Because(messages, "file-broken", broken.Message, Commands.ExitCode.InputOutput),
        OperationCanceledException when stop.IsCancellationRequested =>
            Because(messages, "interrupted", "", Commands.ExitCode.Interrupted),
        _ => Because(messages, "defect", problem.GetType().Name, Commands.ExitCode.Defect),
    };

    static Complaint OfContracts(IEnumerable<ContractException> problems, Messages messages)
    {
        var complaint = Because(messages, "contract-unusable", "", Commands.ExitCode.Configuration);
        var lines = problems.Select(p => "\n  " + p.In(messages));
        return complaint with { Text = complaint.Text + string.Concat(lines) };
    }

    /// <summary>The system says in English what is wrong with '…'; the path is what an operator needs.</summary>
    static string PathIn(string said) => said.Split('\'') is [_, var path, _] ? path : said;

    static Complaint OfServer(PostgresException server, Messages messages) => server.SqlState switch
    {
        "42P01" or "3F000" or "42703" or "42883" =>
            Because(messages, "schema-behind", server.SqlState, Commands.ExitCode.Configuration),
        "28000" or "28P01" or "3D000" or "42501" =>
            Because(messages, "database-refuses", server.SqlState, Commands.ExitCode.Configuration),
        "53100" => Because(messages, "database-full", server.SqlState, Commands.ExitCode.InputOutput),
        "55P03" => Because(messages, "table-in-use", server.SqlState, Commands.ExitCode.TryLater),
        _ when server.IsTransient || server.SqlState.StartsWith("57P", StringComparison.Ordinal) =>
            Because(messages, "database-away", server.SqlState, Commands.ExitCode.TryLater),
        _ => Because(messages, "defect", "PostgreSQL " + server.SqlState, Commands.ExitCode.Defect),
    };

    static Complaint Because(Messages messages, string code, string detail, int exitCode) =>
        new($"{messages["say.error"]}: {messages.Cause(code, detail)} [{code}]", exitCode);
}
