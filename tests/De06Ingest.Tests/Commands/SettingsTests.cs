using De06Ingest.Commands;
using De06Ingest.Intake.Pull;
using Microsoft.Extensions.Configuration;

namespace De06Ingest.Tests.Commands;

/// <summary>Secrets come as files, because variables of a service can be read by whoever may ask for its
/// state.</summary>
public sealed class SettingsTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("de06-settings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Reads_each_file_of_the_secrets_folder_as_a_setting()
    {
        Write("ConnectionStrings__De06", "Host=127.0.0.1;Password=a=b\n");

        var settings = Settings.WithSecrets(Given(("De06:Secrets", folder.FullName), ("De06:Spool", "spool")));

        Assert.Equal("Host=127.0.0.1;Password=a=b", settings.ConnectionString);
        Assert.Equal(Path.GetFullPath("spool"), settings.Spool);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("out", null, "0 0 6 ? * MON")]
    [InlineData("out", "0 30 7 ? * FRI", "0 30 7 ? * FRI")]
    [InlineData("out", "off", null)]
    public void Weekly_lists_need_a_folder_and_may_be_switched_off(string? outbox, string? when, string? cron) =>
        Assert.Equal(cron, Settings.WithSecrets(
            Given(("De06:Outbox", outbox), ("De06:WeeklyLists", when))).WeeklyLists.Cron);

    [Fact]
    public void A_time_for_weekly_lists_that_cannot_be_read_is_named()
    {
        var settings = Settings.WithSecrets(Given(("De06:Outbox", "out"), ("De06:WeeklyLists", "mondays")));

        var problem = Assert.Throws<ConfigurationProblem>(() => settings.WeeklyLists);

        Assert.Equal("De06__WeeklyLists=mondays", problem.Detail);
    }

    [Theory]
    [InlineData("collector:4317")]
    [InlineData("127.0.0.1:4317")]
    [InlineData("/run/collector")]
    public void A_collector_that_is_no_web_address_is_named(string address)
    {
        var settings = Settings.WithSecrets(Given(("OTEL_EXPORTER_OTLP_ENDPOINT", address)));

        var problem = Assert.Throws<ConfigurationProblem>(() => settings.Otlp);

        Assert.Equal("OTEL_EXPORTER_OTLP_ENDPOINT=" + address, problem.Detail);
    }

    [Fact]
    public void A_secrets_folder_that_is_not_there_is_named_when_its_setting_is_missed()
    {
        var missing = Path.Combine(folder.FullName, "none");
        var settings = Settings.WithSecrets(Given(("De06:Secrets", missing)));

        var problem = Assert.Throws<ConfigurationProblem>(() => settings.ConnectionString);

        Assert.Equal("setting-missing", problem.Code);
        Assert.Contains(missing, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Prt=5432;Host=x")]
    [InlineData("Database=de06")]
    [InlineData("Host=x;Password=half;of it")]
    public void Tells_of_a_connection_string_that_cannot_be_understood_without_quoting_it(string text)
    {
        Write("ConnectionStrings__De06", text);
        var settings = Settings.WithSecrets(Given(("De06:Secrets", folder.FullName)));

        var problem = Assert.Throws<ConfigurationProblem>(() => settings.ConnectionString);

        Assert.Equal("connection-string", problem.Message);
    }

    [Theory]
    [InlineData("De06__Secrets")]
    [InlineData("CREDENTIALS_DIRECTORY")]
    public void Finds_the_token_of_a_contract_in_the_folder(string setting)
    {
        Write("EID_TOKEN", "abc\n");

        var secrets = new Secrets(name => name == setting ? folder.FullName : null);

        Assert.Equal("abc", secrets.Get("EID_TOKEN"));
        Assert.Null(secrets.Get("OTHER_TOKEN"));
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    static IConfiguration Given(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)))
        .Build();
}
