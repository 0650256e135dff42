using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Schools;

namespace EduConnect.Core.Directory.Sources;

/// <summary>
/// Works out which schools a pupil attends (aaf-format §6.4): the school of enrolment is theirs; a class, group or course in another school makes an
/// élève extérieur there (domain 2.7); what was left before the date of the export does not count.
/// </summary>
internal sealed class PupilPlacements(MappingProfile profile, DateOnly exportDate, Action<ImportRemark> notice)
{
    public List<Placement> Read(FieldBag<PupilField> bag)
    {
        var placements = new List<Placement>(1);
        var left = CleanText.Date(bag.One(PupilField.SchoolExit)) is { } exit && exit < exportDate;
        foreach (var school in bag.All(PupilField.School))
        {
            if (!left && CleanText.Tidy(school, 64) is var id && !placements.Exists(known => known.School == id))
            {
                placements.Add(new(id, EnrolmentKind.Home, string.Empty, string.Empty));
            }
        }

        var hasHome = bag.All(PupilField.School).Count > 0;
        AddClasses(placements, bag, hasHome, left ? CleanText.Tidy(bag.One(PupilField.School), 64) : null);
        AddVisits(placements, bag.All(PupilField.Groups), profile.Groups);
        AddVisits(placements, bag.All(PupilField.HostSchools), profile.HostSchools);
        return placements;
    }

    private void AddClasses(List<Placement> placements, FieldBag<PupilField> bag, bool hasHome, string? leftSchool)
    {
        var exits = Exits(bag.All(PupilField.ClassExits));
        foreach (var value in bag.All(PupilField.Classes))
        {
            if (profile.Classes.Split(value) is not { } parts || profile.Classes.School(parts).Length == 0)
            {
                notice(ImportRemark.Of("ClassLayout"));
                continue;
            }

            var school = profile.Classes.School(parts);
            var code = CleanText.Tidy(profile.Classes.Code(parts), 64);
            if (school == leftSchool || exits.Contains((school, code)))
            {
                continue;
            }

            Place(placements, school, code, CleanText.Tidy(profile.Classes.Label(parts)), hasHome);
        }
    }

    private static void Place(List<Placement> placements, string school, string code, string label, bool hasHome)
    {
        var index = placements.FindIndex(known => known.School == school);
        if (index < 0)
        {
            placements.Add(new(school, hasHome ? EnrolmentKind.External : EnrolmentKind.Home, code, label));
        }
        else if (placements[index].ClassCode.Length == 0)
        {
            placements[index] = placements[index] with { ClassCode = code, ClassLabel = label };
        }
    }

    private static void AddVisits(List<Placement> placements, List<string> values, CompositeLayout layout)
    {
        foreach (var value in values)
        {
            if (layout.Split(value) is { } parts && layout.School(parts) is { Length: > 0 } school && !placements.Exists(known => known.School == school))
            {
                placements.Add(new(school, EnrolmentKind.External, string.Empty, string.Empty));
            }
        }
    }

    private HashSet<(string School, string Code)> Exits(List<string> values) =>
    [
        .. values.Select(profile.ClassExits.Split)
            .Where(parts => parts is not null && CleanText.Date(profile.ClassExits.Date(parts)) is { } date && date < exportDate)
            .Select(parts => (profile.ClassExits.School(parts!), CleanText.Tidy(profile.ClassExits.Code(parts!), 64))),
    ];
}
