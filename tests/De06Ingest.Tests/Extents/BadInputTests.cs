using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Extents;

/// <summary>What an operator is told of every unusable file, and that readers and the database lose nothing by
/// it.</summary>
public sealed class BadInputTests(PostgresServer server)
{
    const string Contract = """
        feed: aid
        title: Trợ giúp xã hội
        owner: Sở
        extent: full
        source-time: { from: file-name, pattern: "…_(yyyyMMdd)…" }
        key: [personalId]
        fields:
          personalId: { from: [Số ĐDCN] }
          name: { from: [Họ và tên, Họ tên] }
          phone: { from: [Số điện thoại] }
        compare: [name, phone]
        limits: { refused-share: 10%, row-drop: 60%, record-bytes: 64KiB }
        """;

    const string Header = "Số ĐDCN,Họ và tên,Số điện thoại";

    static readonly string[] Good =
    [
        "051185999008,Lê Thị Lan,0912000101", "051090999011,Trần Văn Nam,0912000102",
        "051072999001,Đinh Văn Re,0912000103",
    ];

    static string Text(params string[] rows) => FeedBench.Lines(Header, [.. Good, .. rows]);

    async Task<FeedBench> Bench()
    {
        var bench = await FeedBench.Start(server, FeedBench.People, Contract);
        await bench.RunPeople(FeedBench.Person("051185999008", "Lê Thị Lan", "0912000109"));
        Assert.Equal("published", (await bench.Run("aid", "aid_20260701.csv", Text())).State);
        return bench;
    }

    static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    static byte[] Zip(params string[] names)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("x"u8);
            }
        }

        return packed.ToArray();
    }

    static byte[] EncryptedZip()
    {
        var zip = Zip("a.csv");
        zip[6] |= 1;
        return zip;
    }

    /// <summary>Bytes, state of the run, cause, and a word of the advice in each language.</summary>
    static readonly Dictionary<string, (byte[] Bytes, string State, string Cause, string Vietnamese, string English)>
        Whole = new()
    {
        ["empty"] = ([], "refused", "extract-empty", "gửi xuất lại", "export again"),
        ["blank"] = (" \r\n\n"u8.ToArray(), "refused", "extract-empty", "gửi xuất lại", "export again"),
        ["header only"] = (Encoding.UTF8.GetBytes(Header + "\n"),
            "refused", "header-only", "gửi xuất lại", "export again"),
        ["html"] = ("<!DOCTYPE html><html>Login</html>"u8.ToArray(), "refused", "is-html", "trang web", "web page"),
        ["cut gzip"] = (Gzip(Text())[..^20], "refused", "extract-truncated", "cắt giữa chừng", "cut off"),
        ["utf-16"] = (Encoding.Unicode.GetBytes('\ufeff' + Text()), "unchanged", "", "", ""),
        ["unknown letters"] = ([.. Text().Select(c => c < 128 ? (byte)c : (byte)0xff)],
            "refused", "encoding-wrong", "UTF-8", "UTF-8"),
        ["excel"] = (Zip("[Content_Types].xml", "xl/workbook.xml"),
            "refused", "is-excel", "de06 convert", "de06 convert"),
        ["pdf"] = ("%PDF-1.7 x"u8.ToArray(), "refused", "is-pdf", "CSV hoặc Excel", "CSV or Excel"),
        ["picture"] = ([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10],
            "refused", "is-picture", "CSV hoặc Excel", "CSV or Excel"),
        ["encrypted zip"] = (EncryptedZip(), "refused", "is-encrypted", "bỏ mật khẩu", "remove"),
        ["two in a zip"] = (Zip("a.csv", "b.csv"), "refused", "zip-entries", "một tệp dữ liệu", "one data file"),
        ["7z"] = ([.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c, 0, 0], "refused", "is-archive", "gzip", "gzip"),
        ["twice"] = (Encoding.UTF8.GetBytes(Text().Replace(Header, Header + ",HỌ  VÀ TÊN", StringComparison.Ordinal)
            .Replace("\n", ",x\n", StringComparison.Ordinal).Replace("TÊN,x", "TÊN", StringComparison.Ordinal)),
            "held", "header-duplicate", "sửa tiêu đề", "corrected header"),
        ["renamed"] = (Encoding.UTF8.GetBytes(
            Text().Replace("Số điện thoại", "Sô điện thoại", StringComparison.Ordinal)),
            "held", "column-missing", "(~ Sô điện thoại)", "(~ Sô điện thoại)"),
        ["no header"] = (Encoding.UTF8.GetBytes(string.Join('\n', Good)),
            "held", "column-missing", "Số ĐDCN", "Số ĐDCN"),
    };

    public static TheoryData<string> WholeNames => [.. Whole.Keys];

    [Theory]
    [MemberData(nameof(WholeNames))]
    public async Task Tells_what_is_wrong_with_a_file_and_what_to_do(string name)
    {
        var (bytes, state, cause, vietnamese, english) = Whole[name];
        await using var bench = await Bench();
        var published = await bench.Published("aid");
        var file = bench.Write($"{name}_20260801.csv", bytes);

        var (dryCode, dryOutput, dryError) = await bench.Command("run", "aid", "--file", file, "--dry-run");
        var (code, output, error) = await bench.Command("run", "aid", "--file", file);
        var (_, englishOutput, englishError) = await bench.Command("run", "aid", "--file", file, "--lang", "en");

        Assert.Empty(error + englishError + dryError);
        Assert.Equal(code, dryCode);
        Assert.Equal(state == "unchanged", !dryOutput.Contains($"[{cause}]", StringComparison.Ordinal));
        Assert.Equal(
            state, await bench.Text("select state from core.run where feed = 'aid' order by run_id offset 1 limit 1"));
        Assert.Equal(state == "unchanged" ? 0 : 65, code);
        if (state != "unchanged")
        {
            Assert.Contains($"[{cause}]", output, StringComparison.Ordinal);
            Assert.Contains(vietnamese, output, StringComparison.Ordinal);
            Assert.Contains(english, englishOutput, StringComparison.Ordinal);
            Assert.Equal(published, await bench.Published("aid"));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.Equal("2", await bench.Text($"""
                select count(*) from core.run r join core.extract e using (extract_id)
                where r.feed = 'aid' and e.source_name = '{name}_20260801.csv' and r.cause = '{cause}'
                """));
        }
    }

    [Fact]
    public async Task Tells_a_pipe_from_a_file()
    {
        await using var bench = await Bench();
        var pipe = bench.Write("good.csv", Text()) + ".pipe";
        using var writer = System.Diagnostics.Process.Start(
            "/bin/sh", ["-c", $"mkfifo '{pipe}'; cat '{pipe[..^".pipe".Length]}' > '{pipe}'"]);
        while (!File.Exists(pipe))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var (code, _, error) = await bench.Command("run", "aid", "--file", pipe);

        Assert.Equal(74, code);
        Assert.Contains("[file-not-plain]", error, StringComparison.Ordinal);
    }

    /// <summary>A bad row among good ones, and the code of its refusal.</summary>
    /// <remarks>By name: a row of ten million bytes as the name of a test takes gigabytes to find.</remarks>
    static readonly Dictionary<string, byte[]> Rows = new()
    {
        ["row-quote"] = "051185999100,\"Lê Thị Mở,0912000104"u8.ToArray(),
        ["row-too-long"] = [.. "051185999100,"u8, .. Enumerable.Repeat((byte)'a', 10 << 20), .. ",x"u8],
        ["row-nul"] = "051185999100,Le\0Thi,x"u8.ToArray(),
        ["row-utf8"] = [.. "051185999100,L"u8, 0xC3, 0x28, .. ",x"u8],
        ["row-fields"] = "051185999100,Le Thi Mo"u8.ToArray(),
        ["personal-id-length"] = "0511859,Le Thi Mo,"u8.ToArray(),
    };

    public static TheoryData<string> RowFaults => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(RowFaults))]
    public async Task Refuses_a_bad_row_alone_and_keeps_its_bytes_and_place(string fault)
    {
        var row = Rows[fault];
        await using var bench = await Bench();
        var before = Encoding.UTF8.GetBytes(FeedBench.Lines(Header, [.. Good.Take(1)]));
        var many = string.Concat(Enumerable.Range(0, 20).Select(i => $"0511859992{i:00},Lê Thị Hoa,\n"));
        var file = bench.Write("aid_20260801.csv",
            [
                .. before, .. row, (byte)'\n',
                .. Encoding.UTF8.GetBytes(string.Concat(Good.Skip(1).Select(r => r + "\n")) + many),
            ]);

        var (code, output, error) = await bench.Command("run", "aid", "--file", file, "--json");

        Assert.Equal((0, ""), (code, error));
        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal("published", report.GetProperty("state").GetString());
        Assert.Equal(
            (24L, 23L, 1L),
            (report.GetProperty("rows_in").GetInt64(), report.GetProperty("accepted").GetInt64(),
                report.GetProperty("refused").GetInt64()));
        var run = report.GetProperty("run_id").GetInt64();
        Assert.Equal($"3 | {before.Length} | {fault}", await bench.Text(
            $"select line_no, byte_offset, faults from core.refusal where run_id = {run}"));
        var listed = JsonDocument.Parse((await bench.Command("refused", $"{run}", "--full", "--json")).Output)
            .RootElement[0];
        Assert.Equal(3, listed.GetProperty("line_no").GetInt64());
        Assert.Equal(fault, listed.GetProperty("faults")[0].GetString());
        foreach (var form in new[] { "--csv", "--lang=en", "--lang=vi" })
        {
            var shown = await bench.Command("refused", $"{run}", form);
            Assert.Equal((0, ""), (shown.Code, shown.Error));
            Assert.DoesNotContain("051185999100", shown.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Holds_a_file_with_too_many_bad_rows_and_lists_them()
    {
        await using var bench = await Bench();
        var published = await bench.Published("aid");
        var file = bench.Write("aid_20260801.csv", Text("1,x,", "2,x,", "=1+1,x,"));

        var (code, output, _) = await bench.Command("run", "aid", "--file", file, "--lang", "en");

        Assert.Equal(65, code);
        Assert.Contains("50.0% > 10.0%", output, StringComparison.Ordinal);
        Assert.Contains("de06 refused", output, StringComparison.Ordinal);
        Assert.Equal(published, await bench.Published("aid"));
        var runs = JsonDocument.Parse((await bench.Command("runs", "--feed", "aid", "--json")).Output).RootElement;
        Assert.Equal("held", runs[0].GetProperty("state").GetString());
        Assert.Equal("refused-share", runs[0].GetProperty("cause").GetString());
        Assert.Equal(3, JsonDocument.Parse((await bench.Command(
            "refused", $"{runs[0].GetProperty("run_id").GetInt64()}", "--json")).Output).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Lists_runs_mismatches_and_figures_in_every_form_after_bad_files()
    {
        await using var bench = await Bench();
        await bench.Command("run", "aid", "--file", bench.Write("x_20260801.csv", ""));
        foreach (var verb in new[] { "runs", "mismatches", "indicators" })
        {
            foreach (var form in new[] { "--json", "--csv", "--lang=vi", "--lang=en" })
            {
                var (code, output, error) = await bench.Command(verb, form);

                Assert.Equal((0, ""), (code, error));
                Assert.NotEmpty(output);
                if (form == "--json")
                {
                    Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(output).RootElement.ValueKind);
                }
            }
        }

        Assert.Contains("phone-differs", (await bench.Command("mismatches", "--csv")).Output, StringComparison.Ordinal);
        Assert.Contains("extract-empty", (await bench.Command("runs", "--csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_file_and_line_of_everything_that_is_wrong_with_the_contracts()
    {
        await using var bench = await Bench();
        bench.SetContract(Contract.Replace("extent: full", "extents: full", StringComparison.Ordinal)
            .Replace("key: [personalId]", "key: { a: b }", StringComparison.Ordinal), "aid");
        bench.SetContract("feed: [", "broken");

        var (code, output, error) = await bench.Command("run", "aid", "--lang", "en");
        var check = await bench.Command("feeds", "check", "--json");

        Assert.Equal((78, ""), (code, output));
        Assert.Contains("aid.yaml:4: ", error, StringComparison.Ordinal);
        Assert.Contains("'extents'", error, StringComparison.Ordinal);
        Assert.Contains("aid.yaml:6: ", error, StringComparison.Ordinal);
        Assert.Contains("broken.yaml:", error, StringComparison.Ordinal);
        Assert.Equal(65, check.Code);
        var problems = JsonDocument.Parse(check.Output).RootElement.EnumerateArray()
            .Where(c => c.GetProperty("problem").ValueKind == JsonValueKind.String)
            .Select(c => Path.GetFileName(c.GetProperty("file").GetString()) + ":" + c.GetProperty("line")).ToList();
        Assert.Contains("aid.yaml:4", problems);
        Assert.Contains("aid.yaml:6", problems);
        Assert.Contains(problems, p => p.StartsWith("broken.yaml:", StringComparison.Ordinal));
        Assert.Contains("people", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_to_try_later_when_the_database_is_down()
    {
        await using var bench = await Bench();
        bench.Set("ConnectionStrings:De06", "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=3");

        var (code, output, error) = await bench.Command("run", "aid", "--lang", "en");

        Assert.Equal((75, ""), (code, output));
        Assert.Contains("PostgreSQL cannot be reached. Check", error, StringComparison.Ordinal);
        Assert.Contains("[database-away]", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_a_file_that_is_not_there()
    {
        await using var bench = await Bench();

        var (code, _, error) = await bench.Command("run", "aid", "--file", "/no/such_20260801.csv", "--lang", "en");

        Assert.Equal(74, code);
        Assert.Contains("There is no file /no/such_20260801.csv.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_run_works_on_the_feed_and_to_wait()
    {
        await using var bench = await Bench();
        await using var lease = await bench.HoldLease("aid");

        var (code, _, error) = await bench.Command(
            "run", "aid", "--file", bench.Write("aid_20260801.csv", Text()), "--lang", "en");

        Assert.Equal(75, code);
        Assert.Contains("Another process is running this feed (aid)", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "The source has nothing at this address (HTTP 404)", "không có dữ liệu ở địa chỉ này (HTTP 404)")]
    [InlineData(401, "The source did not accept the token (HTTP 401)", "không nhận khóa truy cập (HTTP 401)")]
    [InlineData(503, "The source answered with an error (503)", "trả về lỗi (503)")]
    public async Task Says_what_a_source_answered_instead_of_data(int status, string english, string vietnamese)
    {
        await using var bench = await Bench();
        var published = await bench.Published("aid");
        using var folder = new TempFolder();
        await using var source = await SectorServer.Start(folder, context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "86400";
            return Task.CompletedTask;
        });
        bench.Set("De06:TrustedCa", source.CaFile);
        bench.SetContract(Contract.Replace(
            "key:", $"pull: {{ kind: https, url: \"{source.Url}/aid_20260801.csv\" }}\nkey:",
            StringComparison.Ordinal));

        var (code, output, error) = await bench.Command("run", "aid", "--lang", "en");

        Assert.Equal((69, ""), (code, output));
        Assert.Contains(english, error, StringComparison.Ordinal);
        Assert.Contains(vietnamese, (await bench.Command("run", "aid")).Error, StringComparison.Ordinal);
        Assert.Equal(published, await bench.Published("aid"));
        Assert.Equal($"failed | http-{status}", await bench.Text(
            "select state, cause from core.run where feed = 'aid' order by run_id desc limit 1"));
    }

    [Fact]
    public async Task A_full_spool_ends_the_run_and_leaves_no_part()
    {
        await using var bench = await Bench();
        var published = await bench.Published("aid");
        var disk = Directory.CreateTempSubdirectory("de06-tmpfs-").FullName;
        try
        {
            Assert.SkipWhen(
                await Process("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk) != 0,
                "mounting is not permitted");
            bench.Set("De06:Spool", disk);
            var file = bench.Write(
                "aid_20260801.csv", Text([.. Enumerable.Range(0, 20_000).Select(i => $"05118{i:0000000},x,")]));

            var (code, _, error) = await bench.Command("run", "aid", "--file", file, "--lang", "en");

            Assert.Equal(74, code);
            Assert.Contains("There is no space left in the spool folder", error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(disk, "*.part", SearchOption.AllDirectories));
            Assert.Equal(published, await bench.Published("aid"));
            Assert.Equal("failed | spool-full", await bench.Text(
                "select state, cause from core.run where feed = 'aid' order by run_id desc limit 1"));
        }
        finally
        {
            await Process("umount", disk);
            Directory.Delete(disk);
        }
    }

    static async Task<int> Process(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }
}
