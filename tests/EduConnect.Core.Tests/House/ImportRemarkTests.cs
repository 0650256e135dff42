using System.Text.RegularExpressions;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>Every remark of an import has its English sentence, and no sentence stands for nothing (domain 2.3).</summary>
[Trait("Kind", "House")]
public sealed partial class ImportRemarkTests
{
    [Fact]
    public void Every_code_that_the_import_says_has_its_sentence_and_the_other_way_round()
    {
        // The three files a complet must have are named after their entity.
        var said = Repository.Files(".cs").Where(file => file.StartsWith("src/EduConnect.Core/Directory/", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value))
            .Concat(new[] { AafEntity.School, AafEntity.Pupil, AafEntity.Guardian }.Select(entity => $"No{entity}File")).ToHashSet(StringComparer.Ordinal);
        Assert.True(said.Count > 50, string.Join(' ', said));
        Assert.Equal(said.Order(StringComparer.Ordinal), ImportRemarkTexts.Codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_remark_says_in_english_what_the_command_line_always_said()
    {
        var export = new ReportFeed("18", "2D", "complet", new DateOnly(2026, 11, 19));
        var by = ImportRemark.Of("SaidByHeader", "Eleve_0000.xml");
        Assert.Equal("18 2D complet of 2026-11-19: it is dated 2026-11-19, and an export of 2026-11-20 was already applied", (ImportRemark.Of("OlderThanApplied", export.Date, new DateOnly(2026, 11, 20)) with { Export = export }).ToString());
        Assert.Equal("lot.tar.gz: the archive is damaged", (ImportRemark.Of("ArchiveDamaged") with { File = "lot.tar.gz" }).ToString());
        Assert.Equal("18 2D complet of 2026-11-19: 12 × relation code not known: 99", (ImportRemark.Of("RelationUnknown", "99") with { Export = export, Times = 12 }).ToString());
        Assert.Equal("its academie is not sure: 18 (the command line), but 13 (the header of Eleve_0000.xml)", (ImportRemark.Of("AcademieDiffers", "18", "13") with { Parts = [ImportRemark.Of("SaidByCommand"), by] }).ToString());
        Assert.Equal("{0} {curly}", ImportRemark.Of("Other", "{0} {curly}").ToString());
    }

    [GeneratedRegex(@"(?:ImportRemark\.Of|Agree)\(""([A-Za-z]+)""")]
    private static partial Regex Code();
}
