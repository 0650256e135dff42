using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Packaging;

/// <summary>One file of a delivery.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">How reports call it: its path under the folder given.</param>
/// <param name="Parsed">What its name says.</param>
internal sealed record DeliveryFile(string Path, string Name, AafFileName Parsed)
{
    /// <summary>Size, fingerprint and encoding; set by the survey.</summary>
    public FileSurvey? Survey { get; init; }

    public AafReader Open() => AafReader.Open(File.OpenRead(Path), Survey!.Encoding);
}

/// <summary>Everything one académie sends for one degree at one date: the unit that is taken or refused whole.</summary>
internal sealed class Delivery
{
    /// <summary>Where it was found, for messages.</summary>
    public required string Place { get; init; }

    public required string Academie { get; init; }

    public required Degree Degree { get; init; }

    public required ExportKind Kind { get; init; }

    public required DateOnly Date { get; init; }

    public required MappingProfile Profile { get; init; }

    public required IReadOnlyList<DeliveryFile> Files { get; init; }

    /// <summary>Why it cannot be taken; null when it can.</summary>
    public ImportRemark? Refusal { get; init; }

    public ReportFeed Feed => new(Academie, DegreeCode.Write(Degree), Kind == ExportKind.Complet ? "complet" : "delta", Date);

    /// <summary>Tells this delivery, under this white list, from any other.</summary>
    public string Fingerprint(IEnumerable<string> whiteList)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Files.Select(file => file.Survey!.Sha256).Order(StringComparer.Ordinal);
        foreach (var part in files.Concat(whiteList.Order(StringComparer.Ordinal)).Append($"{Profile.Name} {Date:yyyyMMdd} {Kind}"))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part + "\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
