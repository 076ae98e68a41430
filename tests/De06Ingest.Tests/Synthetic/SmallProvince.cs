using De06Ingest.Synthetic;
using De06Ingest.Synthetic.Answers;

namespace De06Ingest.Tests.Synthetic;

/// <summary>A province of 20,000 on disk, made once for the tests that read it.</summary>
public sealed class SmallProvince : IDisposable
{
    public SmallProvince()
    {
        Folder = Directory.CreateTempSubdirectory("de06-province-").FullName;
        Answers = ProvinceGenerator.Generate(new ProvinceOptions(20_000, 42), Folder);
    }

    public string Folder { get; }

    internal AnswerSheet Answers { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
