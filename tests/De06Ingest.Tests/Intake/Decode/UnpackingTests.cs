using System.IO.Compression;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;
using De06Ingest.Intake.Read;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Intake.Decode;

public sealed class UnpackingTests : IDisposable
{
    static readonly byte[] Plain = Encoding.UTF8.GetBytes(
        "a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{(i * 7919) % 10007}\n")));

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Unpacks_a_whole_gzip() => Assert.Equal(Plain, Unpacked(Gzip(Plain)));

    [Fact]
    public void Unpacks_a_gzip_with_a_name_a_comment_and_extra_bytes()
    {
        var plain = Gzip(Plain);
        byte[] head = [0x1f, 0x8b, 8, 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, .. "a.csv\0"u8, .. "note\0"u8];

        Assert.Equal(Plain, Unpacked([.. head, .. plain[10..]]));
    }

    [Fact]
    public void Unpacks_a_zip_of_one_file() => Assert.Equal(Plain, Unpacked(Zip(("a.csv", Plain))));

    [Fact]
    public void Takes_no_notice_of_what_a_system_adds_to_a_zip() => Assert.Equal(Plain, Unpacked(Zip(
        ("__MACOSX/._a.csv", [0, 5]), (".DS_Store", [1]), ("in/a.csv", Plain))));

    [Fact]
    public void Refuses_a_gzip_cut_anywhere()
    {
        var whole = Gzip(Plain);
        var cuts = Enumerable.Range(2, 30)
            .Concat(Enumerable.Range(0, whole.Length / 512).Select(i => 64 + (i * 512)))
            .Concat(Enumerable.Range(whole.Length - 40, 40))
            .Where(c => c < whole.Length);

        Assert.All(cuts, cut =>
            Assert.Contains(Refusal(whole[..cut]), (string[])["extract-truncated", "extract-corrupt"]));
    }

    [Fact]
    public void Refuses_what_stands_after_the_end_of_a_gzip()
    {
        var whole = Gzip(Plain);

        Assert.Equal("extract-trailing", Refusal([.. whole, .. whole]));
        Assert.Equal("extract-trailing", Refusal([.. whole, .. "garbage after"u8]));
        Assert.Equal("extract-trailing", Refusal([.. whole, 0]));
    }

    [Fact]
    public void Refuses_a_gzip_whose_sum_or_size_is_wrong()
    {
        foreach (var at in new[] { 8, 4 })
        {
            var broken = Gzip(Plain);
            broken[^at] ^= 1;
            Assert.Equal("extract-corrupt", Refusal(broken));
        }
    }

    [Fact]
    public void Refuses_a_broken_zip()
    {
        var whole = Zip(("a.csv", Plain));
        var flipped = whole.ToArray();
        flipped[whole.Length / 3] ^= 0x55;

        Assert.Equal("extract-truncated", Refusal(whole[..(whole.Length / 2)]));
        Assert.Contains(Refusal(flipped), (string[])["extract-truncated", "extract-corrupt"]);
        Assert.Equal("zip-entries", Refusal(Zip(("a.csv", Plain), ("b.csv", Plain))));
        Assert.Equal("zip-entries", Refusal(Zip()));
    }

    [Fact]
    public void Refuses_a_bomb_and_an_extract_beyond_the_limit()
    {
        var zeros = Gzip(new byte[64 << 20]);

        Assert.Equal("extract-bomb", Refusal(zeros));
        Assert.Equal("extract-too-large", Refusal(Gzip(Plain), new LimitSpec { ExtractBytes = 1000 }));
        Assert.Equal("extract-too-large", Refusal(Plain, new LimitSpec { ExtractBytes = 1000 }));
    }

    [Fact]
    public void Refuses_a_file_that_is_not_packed_as_agreed()
    {
        Assert.Equal("packing-wrong", Refusal(Plain, packing: Packing.Gzip));
        Assert.Equal("packing-wrong", Refusal(Plain, packing: Packing.Zip));
        Assert.Equal("packing-wrong", Refusal(Gzip(Plain), packing: Packing.None));
    }

    public static TheoryData<string, byte[]> Others() => new()
    {
        { "extract-empty", [] },
        { "is-pdf", [.. "%PDF-1.7\n"u8] },
        { "is-picture", [0x89, .. "PNG\r\n"u8] },
        { "is-picture", [0xff, 0xd8, 0xff, 0xe0] },
        { "is-picture", [.. "GIF89a"u8] },
        { "is-picture", [.. "II*\0"u8] },
        { "is-html", [.. "\r\n <!DOCTYPE html><html>"u8] },
        { "is-html", [.. "<html><body>502 Bad Gateway</body></html>"u8] },
        { "is-excel", Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<x/>"u8.ToArray())) },
        { "is-excel", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]] },
        {
            "is-encrypted",
            [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600],
                .. Encoding.Unicode.GetBytes("EncryptedPackage")]
        },
        { "is-encrypted", [.. "PK\u0003\u0004"u8, 20, 0, 1, 0, 8, 0, .. new byte[40]] },
        { "is-archive", [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c, 0, 4] },
        { "is-archive", [.. "Rar!\u001a\u0007"u8] },
        { "is-archive", Gzip(Gzip(Plain)) },
        { "is-html", Gzip("<html>"u8.ToArray()) },
        { "extract-empty", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Knows_what_is_sent_instead_of_an_extract(string code, byte[] content) =>
        Assert.Equal(code, Refusal(content));

    [Fact]
    public void A_cut_gzip_gives_no_half_row()
    {
        var whole = Gzip([.. Plain, .. Enumerable.Repeat(Plain[4..], 20).SelectMany(p => p)]);
        var file = Some.File(folder, whole[..(whole.Length / 2)]);

        var refused = Assert.Throws<ExtractRefused>(() =>
        {
            using var reader = RowReaders.Open(Some.Contract("a", "b"), file);
            while (reader.Read())
            {
                Assert.Null(reader.Malformed);
            }
        });
        Assert.Equal("extract-truncated", refused.Code);
    }

    internal static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    internal static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    byte[] Unpacked(byte[] content, LimitSpec? limits = null, Packing packing = Packing.Auto)
    {
        using var stream = Unpacking.Open(Some.File(folder, content), packing, limits ?? new LimitSpec());
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    string Refusal(byte[] content, LimitSpec? limits = null, Packing packing = Packing.Auto) =>
        Assert.Throws<ExtractRefused>(() => Unpacked(content, limits, packing)).Code;
}
