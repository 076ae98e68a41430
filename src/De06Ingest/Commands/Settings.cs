using System.Net;
using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace De06Ingest.Commands;

/// <summary>Something that the operator has set, or not set, keeps the program from working.</summary>
/// <param name="code">Stable code; its text is under <c>cause.</c> in the messages.</param>
/// <param name="detail">Name of the setting, or what is wrong with it; never a secret.</param>
sealed class ConfigurationProblem(string code, string detail = "") : Exception($"{code} {detail}".TrimEnd())
{
    public string Code { get; } = code;
    public string Detail { get; } = detail;
}

/// <summary>
/// The settings of the environment and of the secrets' folder: <c>ConnectionStrings__De06</c>, <c>De06__Feeds</c>,
/// <c>De06__Spool</c> and the rest of the table in deploy/README.md. Each is checked when it is first asked for.
/// </summary>
sealed class Settings(IConfiguration configuration)
{
    public IConfiguration Configuration { get; } = configuration;

    public string ConnectionString => Configuration.GetConnectionString("De06") is { Length: > 0 } text
        ? Sound(text)
        : throw new ConfigurationProblem("setting-missing", "ConnectionStrings__De06"
            + (Given("Secrets") is { } folder ? $" (De06__Secrets={folder})" : ""));

    /// <summary>Folder of the contracts; <c>deploy/feeds</c> below the current folder when not set.</summary>
    public string Feeds
    {
        get
        {
            var folder = Given("Feeds") ?? Path.Combine("deploy", "feeds");
            return Directory.Exists(folder)
                ? Path.GetFullPath(folder)
                : throw new ConfigurationProblem("feeds-folder-missing", folder);
        }
    }

    /// <summary>Folder of the figures' definitions; beside the contracts when not set.</summary>
    public string Indicators => Given("Indicators") ?? Path.Combine(Feeds, "..", "indicators");

    /// <summary>Folder of the lists of administrative units; beside the contracts when not set.</summary>
    public string Units => Given("Units") ?? Path.Combine(Feeds, "..", "units");

    /// <summary>File of the decisions that move working days; beside the folder of contracts when not set.</summary>
    public string Holidays => Given("Holidays") ?? Path.Combine(Feeds, "..", "holidays.csv");

    /// <summary>Code of the province that is served, such as 51; when not set, the one that most records are
    /// of.</summary>
    public string? Province => Given("Province") is not { } code ? null
        : code.Length == 2 && code.All(char.IsAsciiDigit) ? code
        : throw new ConfigurationProblem("setting-invalid", "De06__Province=" + code);

    /// <summary>File of the match model; null for the one that the program carries.</summary>
    public string? MatchModel => Given("MatchModel");

    /// <summary>File with the certificate of a private authority, PEM, or null.</summary>
    public string? TrustedCa => Given("TrustedCa");

    /// <summary>Folder where extracts are archived.</summary>
    public string Spool => Path.GetFullPath(Given("Spool")
        ?? throw new ConfigurationProblem("setting-missing", "De06__Spool"));

    /// <summary>Folder where sector systems put their files; contracts name folders below it.</summary>
    public string Inbox => Path.GetFullPath(Given("Inbox") ?? ".");

    /// <summary>Folder from which units take their weekly lists.</summary>
    public string Outbox => Path.GetFullPath(Given("Outbox")
        ?? throw new ConfigurationProblem("setting-missing", "De06__Outbox"));

    /// <summary>When the weekly lists are made; never without a folder for them, or when switched off.</summary>
    public WeeklyListPlan WeeklyLists
    {
        get
        {
            var cron = Given("WeeklyLists") ?? WeeklyListPlan.Usual;
            return Given("Outbox") is null || cron == "off" ? new(null)
                : CronText.Fault(cron) is null ? new(cron)
                : throw new ConfigurationProblem("setting-invalid", "De06__WeeklyLists=" + cron);
        }
    }

    /// <summary>Where the worker listens. Only loopback, unless <c>De06__AllowRemote</c> is true.</summary>
    public IPEndPoint Listen
    {
        get
        {
            var text = Given("Listen") ?? "http://127.0.0.1:8606";
            var point = EndPoint(text) ?? throw new ConfigurationProblem("setting-invalid", "De06__Listen=" + text);
            return IPAddress.IsLoopback(point.Address) || AllowRemote
                ? point
                : throw new ConfigurationProblem("listen-remote", text);
        }
    }

    public bool AllowRemote => string.Equals(Given("AllowRemote"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>How long archives, refusals and closed mismatches are kept at most.</summary>
    public RetentionLimits Retention => new(
        Duration("KeepArchives", RetentionLimits.Usual.Archives),
        Duration("KeepRefusals", RetentionLimits.Usual.Refusals),
        Duration("KeepClosed", RetentionLimits.Usual.Closed));

    /// <summary>How traces and metrics are sent, by OpenTelemetry's own names for it; null for nowhere.</summary>
    public IConfiguration? Otlp => Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 } address ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") ? Configuration
        : throw new ConfigurationProblem("setting-invalid", "OTEL_EXPORTER_OTLP_ENDPOINT=" + address);

    public static Settings FromEnvironment() =>
        WithSecrets(new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <summary>What is given, and over it each file of the folder <c>De06__Secrets</c> as one setting: its name the
    /// key, its content the value.</summary>
    /// <remarks>A folder that cannot be read is told when a setting is missing: help and the like need none.</remarks>
    public static Settings WithSecrets(IConfiguration given)
    {
        if (given["De06:Secrets"] is not { Length: > 0 } folder)
        {
            return new(given);
        }

        try
        {
            return new(new ConfigurationBuilder()
                .AddConfiguration(given)
                .AddKeyPerFile(Path.GetFullPath(folder), optional: true)
                .Build());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new(given);
        }
    }

    string? Given(string name) => Configuration["De06:" + name] is { Length: > 0 } text ? text : null;

    TimeSpan Duration(string name, TimeSpan usual) => Given(name) is not { } text ? usual
        : ContractForms.TryDuration(text, out var duration) ? duration
        : throw new ConfigurationProblem("setting-invalid", $"De06__{name}={text}");

    /// <summary>The text as it is when it can be understood. It holds a password, so nothing of it is quoted: a part
    /// of a password with a semicolon looks like a word.</summary>
    static string Sound(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 }
                ? connectionString
                : throw new ConfigurationProblem("connection-string");
        }
        catch (ArgumentException)
        {
            throw new ConfigurationProblem("connection-string");
        }
    }

    static IPEndPoint? EndPoint(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttp || uri.PathAndQuery != "/")
        {
            return null;
        }

        var host = uri.Host is "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']');
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, uri.Port) : null;
    }
}
