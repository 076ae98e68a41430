using System.IO.Compression;
using System.Text;
using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Read;

namespace De06Ingest.Intake.Pull;

/// <summary>Copies an extract without the values that its contract forbids to keep, in the same format, packing and
/// encoding.</summary>
/// <remarks>
/// CSV cells are emptied but for their line breaks, so line numbers stay; JSON values become null. In a record that
/// cannot be split no cell can be told from another: only its separators, quotes and line breaks are kept, with an x
/// for each text, so that it is refused for the same reason. Offsets are those of the copy, as all offsets are.
/// </remarks>
static class Redaction
{
    /// <summary>Whether a file may hold what its contract forbids to keep: for CSV its header tells.</summary>
    public static bool IsNeeded(FeedContract contract, ExtractFile file)
    {
        if (contract.Forbid.Count == 0)
        {
            return false;
        }

        try
        {
            using var rows = RowReaders.Open(contract, file);
            return rows is not CsvRows csv || csv.Header.Under(contract.Forbid).Count > 0;
        }
        catch (ExtractRefused)
        {
            return true;
        }
    }

    /// <exception cref="ExtractRefused">The file cannot be read under its contract.</exception>
    public static void Copy(FeedContract contract, ExtractFile file, Stream copy)
    {
        using var packed = Packed(file, copy);
        using var original = Text(contract, file);
        if (contract.Read.Format == ReadFormat.Csv)
        {
            CopyCsv(contract, original, Text(contract, file), packed);
        }
        else
        {
            CopyJson(contract, original, Text(contract, file), packed);
        }
    }

    static DecodedText Text(FeedContract contract, ExtractFile file) => ExtractText.Open(
        Unpacking.Open(file, contract.Decode.Packing, contract.Limits), contract.Decode.Encoding);

    static Stream Packed(ExtractFile file, Stream copy)
    {
        using var original = File.OpenRead(file.Path);
        var head = new byte[Signature.Bytes];
        return Signature.Of(head.AsSpan(0, original.ReadAtLeast(head, head.Length, throwOnEndOfStream: false))) switch
        {
            FileKind.Gzip => new GZipStream(copy, CompressionLevel.Fastest),
            FileKind.Zip => ZipOfOne.Over(copy),
            _ => new BufferedStream(copy, 1 << 20),
        };
    }

    static void CopyCsv(FeedContract contract, DecodedText original, DecodedText read, Stream copy)
    {
        using var rows = new CsvRows(contract, read);
        var fields = rows.Header.Under(contract.Forbid).ToHashSet();
        var gaps = new RecordGaps(original, copy);
        var cells = new CsvCells(original, contract.Read.Separator);
        while (rows.Read())
        {
            gaps.CopyTo(rows.ByteOffset);
            var record = rows.RawRecord;
            if (rows.Malformed == "row-too-long")
            {
                gaps.SkipLine();
                copy.Write(cells.Text(new string('x', contract.Limits.RecordBytes + 1)));
                continue;
            }

            if (rows.Malformed is null or "row-utf8" or "row-nul")
            {
                cells.CopyWithout(record, fields, copy);
            }
            else
            {
                copy.Write(cells.Structure(record));
            }

            gaps.Skip(record.Length);
        }

        gaps.CopyTo(long.MaxValue);
    }

    static void CopyJson(FeedContract contract, DecodedText original, DecodedText read, Stream copy)
    {
        if (read.Encoding is not (TextEncoding.Utf8 or TextEncoding.Utf16))
        {
            read.Dispose();
            throw new ExtractRefused("encoding-wrong", "json: " + read.EncodingName);
        }

        using IJsonRecords records = contract.Read.Format == ReadFormat.Ndjson
            ? new JsonLines(read, contract.Limits.RecordBytes)
            : new JsonArray(
                read, contract.Read.Rows, contract.Pull.PageParameter is not null, contract.Limits.RecordBytes);
        var cells = new JsonCells(contract.Columns.Count, JsonRows.Paths(contract));
        var gaps = new RecordGaps(original, copy);
        while (records.Next())
        {
            gaps.CopyTo(records.OffsetOf(0));
            if (records.Malformed == "row-too-long" && contract.Read.Format == ReadFormat.Ndjson)
            {
                gaps.SkipLine();
                copy.Write(Encode(original, new string('x', contract.Limits.RecordBytes + 1)));
                continue;
            }

            gaps.Skip(records.Source(0, records.Json.Length).Length);
            copy.Write(Encode(original, JsonWithout(contract, records, cells)));
            if (records.Malformed == "json-syntax" && contract.Read.Format != ReadFormat.Ndjson)
            {
                return;
            }
        }

        gaps.CopyTo(long.MaxValue);
    }

    static string JsonWithout(FeedContract contract, IJsonRecords records, JsonCells cells)
    {
        var fault = records.Malformed is null or "row-utf8" ? cells.Take(records.Json) : records.Malformed;
        return fault switch
        {
            "row-too-long" => $"\"{new string('x', contract.Limits.RecordBytes)}\"",
            "json-syntax" => "x",
            "json-not-object" => "0",
            "row-utf8" => "{\"\\ud800\":0}",
            _ when records.Malformed == "row-utf8" => "{\"\\ud800\":0}",
            _ => JsonWithout(records.Json.Span, cells.Forbidden),
        };
    }

    static string JsonWithout(ReadOnlySpan<byte> json, IReadOnlyList<(int Start, int End)> forbidden)
    {
        var kept = new StringBuilder();
        var from = 0;
        foreach (var (start, end) in forbidden.Where(f => f.End > 0).OrderBy(f => f.Start))
        {
            if (start < from)
            {
                continue;
            }

            kept.Append(Encoding.UTF8.GetString(json[from..start])).Append("null");
            kept.Append('\n', json[start..end].Count((byte)'\n'));
            from = end;
        }

        return kept.Append(Encoding.UTF8.GetString(json[from..])).ToString();
    }

    static byte[] Encode(DecodedText text, string value) => text.Encoding == TextEncoding.Utf16
        ? new UnicodeEncoding(text.BigEndian, false).GetBytes(value)
        : Encoding.UTF8.GetBytes(value);
}
