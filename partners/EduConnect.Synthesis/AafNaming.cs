using System.Globalization;

namespace EduConnect.Synthesis;

/// <summary>Folder, file name and header of one export, in the public shape asked for.</summary>
public sealed class AafNaming(SynthesisOptions options)
{
    /// <summary>Folder of one export, under the folder asked for: 13/2D/20260902-complet.</summary>
    public static string Folder(Feed feed, DateOnly day, bool isDelta) =>
        Path.Combine(feed.Academie.Code, feed.DegreeCode, $"{Date(day)}-{(isDelta ? "delta" : "complet")}");

    /// <summary>Name of one file.</summary>
    public string File(Feed feed, DateOnly day, bool isDelta, AafEntity entity, int chunk)
    {
        var kind = isDelta ? "Delta" : "Complet";
        var prefix = options.Shape switch
        {
            HeaderShape.Of2013 => $"FULL_ENT{feed.DegreeCode}",
            HeaderShape.Of2020 => $"ENT{feed.DegreeCode}",
            _ => $"EDUCONNECT{feed.DegreeCode}-{feed.Academie.Code}",
        };
        return $"{prefix}_{kind}_{Date(day)}_{entity.FileToken()}_{chunk:0000}.xml";
    }

    /// <summary>Name of the archive of one export.</summary>
    public static string Archive(Feed feed, DateOnly day, bool isDelta) =>
        $"EDUCONNECT{feed.DegreeCode}-{feed.Academie.Code}.{Date(day)}.{(isDelta ? "Delta" : "Complet")}.tgz";

    /// <summary>The comments after the root element.</summary>
    public IEnumerable<string> Header(Feed feed, DateOnly day)
    {
        var academie = options.Damage == Damage.OtherAcademie ? (feed.Academie.Code == "10" ? "13" : "10") : feed.Academie.Code;
        return options.Shape switch
        {
            HeaderShape.Of2013 => ["versionAF=\"AAF-VE1301\""],
            HeaderShape.Of2020 => ["versionAF=\"AAF-VE2001\"", "versionSDET=\"Annexe 4bis version 6.2\""],
            _ =>
            [
                "versionAF=\"AAF-VE2407\"",
                "versionSDET=\"Annexe 4bis version 6.4\"",
                $"codeAcademieExport=\"{academie}\"",
                $"degre=\"{feed.DegreeCode}\"",
                $"dateGenerationExport=\"{day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}\"",
            ],
        };
    }

    private static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
