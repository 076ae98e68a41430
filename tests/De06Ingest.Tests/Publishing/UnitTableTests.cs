using De06Ingest.Feeds;
using De06Ingest.Publishing;
using De06Ingest.Reporting;
using De06Ingest.Tests.Support;

namespace De06Ingest.Tests.Publishing;

public sealed class UnitTableTests : IDisposable
{
    const string Header = "map,code,level,parent,name,valid_from,valid_to\n";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    string[] Problems(string text)
    {
        var file = Path.Combine(folder.Path, "units.csv");
        File.WriteAllText(file, text);
        var failure = Assert.Throws<AggregateException>(() => UnitTable.Rows(file));
        return [.. failure.InnerExceptions.Cast<ContractException>()
            .Select(p => p.In(Messages.For(Language.Vi))[(folder.Path.Length + 1)..])];
    }

    [Fact]
    public void Reads_the_list_that_the_program_carries() => Assert.NotEmpty(
        UnitTable.Rows(Path.Combine(Repository.Folder("deploy"), "units", "quang-ngai.csv")));

    [Fact]
    public void Names_each_column_that_a_list_lacks()
    {
        Assert.Equal(
            [
                "units.csv:1: Danh mục đơn vị thiếu cột \"code\"; dòng tiêu đề phải là "
                    + "map,code,level,parent,name,valid_from,valid_to",
            ],
            Problems("map,ma,level,parent,name,valid_from,valid_to\nx,51,province,,A,,\n"));
        Assert.Equal(7, Problems("").Length);
    }

    [Fact]
    public void Names_the_line_of_each_wrong_day() => Assert.Equal(
        [
            "units.csv:2: \"01/07/2025\" ở cột valid_from không phải là ngày; viết yyyy-MM-dd hoặc để trống",
            "units.csv:4: \"mãi\" ở cột valid_to không phải là ngày; viết yyyy-MM-dd hoặc để trống",
        ],
        Problems(Header + "x,51,province,,A,01/07/2025,\nx,52,province,,B,,\nx,53,province,,C,,mãi\n"));
}
