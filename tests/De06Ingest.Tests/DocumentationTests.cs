using System.Text.RegularExpressions;
using De06Ingest.Commands;
using De06Ingest.Database;
using De06Ingest.Feeds;
using De06Ingest.Mismatches;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;
using Npgsql;

namespace De06Ingest.Tests;

/// <summary>Readmes must not fall behind the program: words, columns, kinds, verbs and links are looked up.</summary>
public sealed partial class DocumentationTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    [Fact]
    public void The_reference_of_contracts_names_every_word_and_type()
    {
        var text = Read("deploy/feeds/README.md");

        Assert.All(ContractWords.At.Values.SelectMany(words => words), word => Assert.Matches(Mention(word), text));
        Assert.All(ContractWords.Kinds.Keys, kind => Assert.Matches(Mention(kind), text));
        Assert.All(ContractWords.Compared, word => Assert.Contains($"`{word}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_data_dictionary_names_every_kind_of_mismatch()
    {
        var text = Read("sql/README.md");

        Assert.All(MismatchRules.Kinds, kind =>
        {
            var side = kind.Corrects.ToString().ToLowerInvariant();
            var line = $"| `{kind.Code}` | {kind.TitleVi} | {kind.Severity} | {side} |";
            Assert.Contains(line, text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_data_dictionary_names_every_column_of_the_views()
    {
        var text = Read("sql/README.md");
        await Migrations.Apply(database.ConnectionString, null, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand(
            "select table_name, column_name from information_schema.columns where table_schema = 'api' order by 1, 2");
        await using var columns = await command.ExecuteReaderAsync();
        while (await columns.ReadAsync())
        {
            var (view, column) = (columns.GetString(0), columns.GetString(1));
            Assert.Contains($"| `{column}` |", Section(text, "### api." + view), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_data_dictionary_names_every_column_of_the_clean_tables()
    {
        var text = Read("sql/clean-tables.md");
        foreach (var contract in FeedCatalog.Load(Repository.Folder("deploy/feeds")))
        {
            var section = Section(text, "### api.clean_" + contract.TableName);
            Assert.Contains(contract.Title, section, StringComparison.Ordinal);
            Assert.All(contract.Columns, column =>
            {
                var name = column.Kind == ColumnKind.BirthDate ? column.SqlName + "_from" : column.SqlName;
                Assert.Contains($"| `{name}` |", section, StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void The_readme_names_every_verb()
    {
        var text = Read("README.md");
        var verbs = CommandLine.Root(new Shell(
            Messages.For(Language.En), new FakeParts(), TextWriter.Null, TextWriter.Null, null),
            TextWriter.Null).Subcommands;

        Assert.All(verbs, verb => Assert.Contains($"`de06 {verb.Name}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_lead_somewhere()
    {
        var root = Repository.Folder("");
        var dead =
            from file in Readmes()
            from Match link in Link().Matches(Read(file))
            let target = Path.Combine(root, Path.GetDirectoryName(file)!, link.Groups[1].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{file}: {link.Groups[1].Value}";

        Assert.Empty(dead);
    }

    static IEnumerable<string> Readmes()
    {
        var root = Repository.Folder("");
        return Directory.EnumerateFiles(root, "README.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" || part.StartsWith('.')));
    }

    static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Folder(""), path));

    /// <summary>The word in code marks, alone or as a part of a dotted one.</summary>
    static string Mention(string word) => $@"`(?:[a-z-]+\.)*{Regex.Escape(word)}(?:\.[a-z-]+)*`";

    static string Section(string text, string heading)
    {
        var start = text.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{heading} is missing");
        var end = text.IndexOf("\n##", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
