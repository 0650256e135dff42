using EduConnect.Core.Directory.Packaging;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Schools;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Names of files, archives and folders (aaf-format §1.2), national codes (§4).</summary>
public sealed class FileNameTests
{
    [Theory]
    [InlineData("ENT_0350001A_Complet_20240916_Eleve_0000.xml", ExportKind.Complet, "2024-09-16", "Eleve", 0)]
    [InlineData("FULL_ENTTSSERVICES_Complet_20130117_Eleve_0001.xml", ExportKind.Complet, "2013-01-17", "Eleve", 1)]
    [InlineData("ENT2DVA-ENT16_Complet_20240916_EtabEducNat_0000.xml", ExportKind.Complet, "2024-09-16", "EtabEducNat", 0)]
    [InlineData("ENT_Complet_20200101_PersRelEleve_0039.xml", ExportKind.Complet, "2020-01-01", "PersRelEleve", 39)]
    [InlineData("ENT_IT_Complet_Eleve_0001.xml", ExportKind.Complet, null, "Eleve", 1)]
    [InlineData("EDUCONNECT1D-13_Delta_20260903_PersRelEleve_0000.xml", ExportKind.Delta, "2026-09-03", "PersRelEleve", 0)]
    public void Public_names_are_understood(string name, ExportKind kind, string? date, string entity, int chunk)
    {
        var parsed = AafFileName.Parse(name)!;
        Assert.Equal((kind, date, entity, chunk), (parsed.Kind, parsed.Date?.ToString("yyyy-MM-dd"), parsed.Entity, parsed.Chunk));
    }

    [Theory]
    [InlineData("ficAlimMENESR.dtd")]
    [InlineData("manifest.xml")]
    [InlineData("ENT_Complet_20200101_Eleve.xml")]
    [InlineData("ENT_Complet_20200101_Eleve_0000.xml.part")]
    public void Other_names_are_not(string name) => Assert.Null(AafFileName.Parse(name));

    [Theory]
    [InlineData("ENT2DVA-ENT16", Degree.Second)]
    [InlineData("educonnect1d", Degree.First)]
    [InlineData("ENT1D.20260902.tgz", Degree.First)]
    [InlineData("FULL_ENTTSSERVICES", null)]
    [InlineData("12DEC", null)]
    public void Degrees_are_found_in_prefixes_archives_and_folders(string text, Degree? degree) => Assert.Equal(degree, AafFileName.DegreeIn(text));

    [Theory]
    [InlineData("ac13", "13")]
    [InlineData("academie-02", "02")]
    [InlineData("13", "13")]
    [InlineData("2026", null)]
    [InlineData("2D", null)]
    public void Académies_are_found_in_folders(string text, string? academie) => Assert.Equal(academie, AafFileName.AcademieIn(text));

    [Theory]
    [InlineData(" 0580189r ", "0580189R")]
    [InlineData("0580189S", "0580189S")]
    [InlineData("058018R9", null)]
    [InlineData("0580189", null)]
    public void A_school_code_is_seven_digits_and_a_letter(string uai, string? read) => Assert.Equal(read, Uai.Parse(uai));
}
