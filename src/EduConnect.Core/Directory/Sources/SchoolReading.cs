using System.Text.RegularExpressions;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Directory.Sources;

/// <summary>Understands a school record: its name in one or three parts, its sector, the classes it declares.</summary>
internal static partial class SchoolReading
{
    public static SchoolSource Read(AafRecord record, FieldBag<SchoolField> bag, MappingProfile profile, string? uai)
    {
        var (type, name, town) = SplitName(bag.One(SchoolField.Name, 250));
        var typeLabel = bag.One(SchoolField.Type);
        return new SchoolSource
        {
            SourceId = record.Id,
            Operation = record.Operation,
            Present = bag.Present,
            Uai = uai,
            TypeLabel = type.Length > 0 ? type : typeLabel,
            Name = name,
            Town = bag.One(SchoolField.Town) is { Length: > 0 } written ? written : town,
            Street = bag.One(SchoolField.Street, 200),
            PostCode = bag.One(SchoolField.PostCode, 10),
            Mail = MailText.Normalise(bag.One(SchoolField.Mail, 300)),
            Circonscription = bag.One(SchoolField.Circonscription, 64) is { Length: > 0 } circonscription ? circonscription : null,
            IsPrivate = bag.One(SchoolField.Contract) is { Length: > 0 } contract && !contract.Equals("PU", StringComparison.OrdinalIgnoreCase),
            IsSchool = !typeLabel.Equals("SANS OBJET", StringComparison.OrdinalIgnoreCase),
            Academie = AcademieCode.Parse(bag.One(SchoolField.Academie)),
            Classes = Classes(bag.All(SchoolField.Classes), profile.SchoolClasses),
        };
    }

    /// <summary><c>CLG$CLG X$PARIS</c> is type, name and town; older exports write one string, sometimes ending <c>-ac-ACADEMIE</c>.</summary>
    private static (string Type, string Name, string Town) SplitName(string written)
    {
        var parts = written.Split('$', StringSplitOptions.TrimEntries);
        return parts.Length == 3 ? (parts[0], parts[1], parts[2]) : (string.Empty, AcademieSuffix().Replace(written, string.Empty).Trim(), string.Empty);
    }

    private static List<ClassSource> Classes(List<string> values, CompositeLayout layout)
    {
        var classes = new List<ClassSource>(values.Count);
        foreach (var parts in values.Select(layout.Split))
        {
            if (parts is not null && CleanText.Tidy(layout.Code(parts), 64) is { Length: > 0 } code && !classes.Exists(known => known.Code == code))
            {
                var label = CleanText.Tidy(layout.Label(parts));
                classes.Add(new(code, label.Length > 0 ? label : code));
            }
        }

        return classes;
    }

    [GeneratedRegex("-ac-[A-Za-z' -]+$", RegexOptions.IgnoreCase)]
    private static partial Regex AcademieSuffix();
}
