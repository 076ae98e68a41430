using De06Ingest.Feeds;
using De06Ingest.Intake.Decode;
using De06Ingest.Intake.Pull;

namespace De06Ingest.Intake.Read;

/// <summary>Opens an archived file with the reader that its contract asks for.</summary>
static class RowReaders
{
    /// <exception cref="ExtractRefused">The file cannot be unpacked, decoded or read under this contract.</exception>
    public static IRowReader Open(FeedContract contract, ExtractFile file)
    {
        var unpacked = Unpacking.Open(file, contract.Decode.Packing, contract.Limits);
        var text = ExtractText.Open(unpacked, contract.Decode.Encoding);
        return Open(contract, text);
    }

    /// <summary>Reads text that is at hand already, for tests and samples.</summary>
    public static IRowReader Open(FeedContract contract, DecodedText text) => contract.Read.Format switch
    {
        ReadFormat.Csv => new CsvRows(contract, text),
        _ => new JsonRows(contract, text),
    };
}
