using System.Diagnostics;

namespace De06Ingest.Tests.Commands;

/// <summary>The program with streams that a shell has closed, or whose reader goes away.</summary>
public sealed class StandardStreamsTests
{
    [Theory]
    [InlineData("$de06 values phone <&-", 0, "", "")]
    [InlineData("$de06 values phone <&- >&- 2>&-", 0, "", "")]
    [InlineData("echo 0912000124 | { $de06 values phone >&-; }", 74, "", "[output-closed]")]
    [InlineData("$de06 --help >&-", 74, "", "[output-closed]")]
    [InlineData("$de06 nonsense 2>&-", 64, "", "")]
    [InlineData("$de06 --help >&- 2>&-", 74, "", "")]
    [InlineData(
        "yes 0912000124 2>/dev/null | $de06 values phone | head -n 1 | cut -c 1-19",
        0, "{\"raw\":\"0912000124\"\n", "")]
    [InlineData("{ echo a; echo 1 | $de06 values phone | cut -c 1-10; echo b; } | tail -n 1", 0, "b\n", "")]
    public async Task A_closed_stream_is_told_or_empty_and_never_waited_for(
        string line, int code, string printed, string said)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["de06"] = Path.Combine(AppContext.BaseDirectory, "de06");
        start.Environment["DE06_LANG"] = "en";
        using var shell = Process.Start(start)!;
        var (results, complaints) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await shell.WaitForExitAsync(patience.Token);

        Assert.Equal((code, printed), (shell.ExitCode, await results));
        Assert.EndsWith(said, (await complaints).TrimEnd());
        Assert.DoesNotContain("   at ", await complaints);
        Assert.True(said.Length > 0 || (await complaints).Length == 0, await complaints);
    }
}
