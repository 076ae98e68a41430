using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Normalise;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>Opens an archived file with the reader that its contract asks for.</summary>
static class RowReaders
{
    /// <param name="contract">Says how to read.</param>
    /// <param name="file">The file.</param>
    /// <param name="known">Rows whose text it knows may be left uncut; null to cut every row.</param>
    /// <exception cref="ExtractRefused">The file cannot be unpacked, decoded or read under this contract.</exception>
    public static IRowReader Open(FeedContract contract, ExtractFile file, RowState? known = null)
    {
        var unpacked = Unpacking.Open(file, contract.Decode.Packing, contract.Limits);
        var text = ExtractText.Open(unpacked, contract.Decode.Encoding);
        return Open(contract, text, known);
    }

    /// <summary>Reads text that is at hand already, for tests and samples.</summary>
    public static IRowReader Open(FeedContract contract, DecodedText text, RowState? known = null) =>
        contract.Read.Format switch
        {
            ReadFormat.Csv => new CsvRows(contract, text, known),
            _ => new JsonRows(contract, text),
        };
}
