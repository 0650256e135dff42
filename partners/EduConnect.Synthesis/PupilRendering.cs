using System.Globalization;

namespace EduConnect.Synthesis;

/// <summary>Writes a child as a pupil record of a source.</summary>
public sealed class PupilRendering(SynthesisOptions options)
{
    /// <summary>Source number of a school that no file holds.</summary>
    public const string UnknownSchool = "9999";

    /// <summary>The record of one enrolment of a child.</summary>
    public AafRecord Render(Family family, Child child, Enrolment at, Feed feed)
    {
        var words = Vocabulary.Of(feed.Degree);
        var id = Slots.Pupil(family, feed, child, at.Variant);
        var list = new AttributeList().Add("ENTPersonJointure", id).Add("ENTEleveINE", child.Ine);
        if (feed.Degree == AafDegree.Second)
            list.Add("ENTEleveStructRattachId", Slots.School(family, feed, child));
        list.Add("ENTPersonDateNaissance", child.BirthDate.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))
            .Add("ENTPersonNomPatro", NameBook.Capitals(child.BirthName, accents: feed.Degree == AafDegree.Second))
            .Add(words.UsualName, NameBook.Capitals(child.UsualName, accents: feed.Degree == AafDegree.Second))
            .Add(words.FirstName, child.FirstName)
            .Add("ENTPersonAutresPrenoms", OtherFirstNames(child))
            .Add(words.Civility, child.IsGirl ? (options.Shape == HeaderShape.Of2013 ? "Mlle" : "Mme") : "M.")
            .Add(words.Guardians, Ties(family, child, feed));
        AddSchool(list, child, at, feed, words);
        if (feed.Degree == AafDegree.Second)
            AddSecondDegree(list, family, child, at);
        else
            list.Add("ENTEleveNiveau", Level.All[at.Level].Name).Add("ENTEleveCycle", Level.All[at.Level].Cycle);
        return list.Record(AafEntity.Pupil, id);
    }

    /// <summary>Ties that a source of this degree carries: the 1st knows no level and no contact.</summary>
    public static IEnumerable<Tie> TiesIn(Child child, AafDegree degree) =>
        degree == AafDegree.Second ? child.Ties : child.Ties.Where(tie => tie.LegalLevel > 0);

    /// <summary>Whether a tie of this child points at the second number of an adult typed twice.</summary>
    public static bool UsesSecondNumber(Family family, Child child, Tie tie) =>
        child.Slot > 0 && family.AdultAt(tie.AdultSlot)?.IsTwiceInOneBase == true;

    private static List<string> OtherFirstNames(Child child)
    {
        var names = child.SecondName.Length == 0 ? new List<string> { child.FirstName } : [child.FirstName, child.SecondName];
        if (child.Shows.Contains(Irregularity.DirtyText))
            names.Add(string.Concat(Enumerable.Repeat("Marie-Anne-", 40)));
        return names;
    }

    private List<string> Ties(Family family, Child child, Feed feed)
    {
        var legal = 0;
        var values = new List<string>(child.Ties.Count);
        foreach (var tie in TiesIn(child, feed.Degree))
        {
            var id = Slots.Adult(family, feed, tie.AdultSlot, UsesSecondNumber(family, child, tie));
            var relation = options.OldRelationCodes ? OldRelation(tie.Relation) : tie.Relation;
            var level = tie.LegalLevel;
            if (options.OldRelationCodes)
                level = tie.LegalLevel == 1 && legal < 2 ? ++legal : 0;
            values.Add(feed.Degree == AafDegree.First
                ? $"{id}${relation}"
                : $"{id}${relation}${Flag(tie.IsFinancial)}${level}${Flag(tie.IsContact)}${Flag(tie.IsPaid)}");
        }
        return values;
    }

    private static int OldRelation(int relation) => relation switch
    {
        10 => 2,
        20 => 1,
        37 or 38 or 39 => 4,
        50 => 3,
        51 => 5,
        70 => 7,
        _ => 6,
    };

    private static char Flag(bool value) => value ? '1' : '0';

    private static void AddSchool(AttributeList list, Child child, Enrolment at, Feed feed, Vocabulary words)
    {
        var isUnknown = child.Shows.Contains(Irregularity.MissingSchool);
        var school = isUnknown ? UnknownSchool : $"{at.School.AafId}";
        var schools = child.Shows.Contains(Irregularity.EmptySchool) ? "" : school;
        if (feed.Degree == AafDegree.First && at.Host is { } second && !isUnknown)
            list.Add("ENTPersonStructRattach", [schools, $"{second.AafId}"]);
        else
            list.Add("ENTPersonStructRattach", schools);
        list.Add(words.Classes, Classes(child, at, feed, school)).Add(words.Groups, "");
    }

    private static List<string> Classes(Child child, Enrolment at, Feed feed, string school)
    {
        var values = new List<string>(2);
        if (at.ClassNumber is { } number)
            values.Add(Class(at.School, at.Level, number, feed, school));
        if (at.Host is { } host && !child.Shows.Contains(Irregularity.MissingSchool))
            values.Add(Class(host, at.Level, (at.ClassNumber ?? 0) % host.ClassesPerLevel, feed, $"{host.AafId}"));
        return values;
    }

    private static string Class(School school, int level, int number, Feed feed, string schoolId)
    {
        if (feed.Degree == AafDegree.Second)
            return $"{schoolId}${school.ClassName(level, number)}";
        var taught = school.ClassLevel(level);
        var name = NameBook.Capitals(school.Name, accents: false);
        return $"{schoolId}${school.Uai}${name}${school.ClassId(taught, number)}${school.ClassLabel(taught, number, 0)}";
    }

    private void AddSecondDegree(AttributeList list, Family family, Child child, Enrolment at)
    {
        var level = Level.All[at.Level];
        var regime = ((family.Number * 7) + child.Slot) % 10 < 6 ? "EXTERNE LIBRE" : "DEMI-PENSIONNAIRE DANS L'ETABLISSEMENT";
        list.Add("ENTEleveRegime", regime)
            .Add("ENTPersonAdresse", $"{family.Address.Street}${family.Address.Complement}$$")
            .Add("ENTPersonCodePostal", family.Address.PostCode)
            .Add("ENTPersonVille", family.Address.Town)
            .Add("ENTPersonPays", "FRANCE")
            .Add("ENTEleveStatutEleve", "SCOLAIRE")
            .Add("ENTEleveMEF", Mef(level, at.School))
            .Add("ENTEleveLibelleMEF", level.Name)
            .Add("ENTEleveDateEntreeClasses", at.ClassNumber is { } number
                ? $"{at.School.AafId}$01/09/{(options.Day.Month >= 8 ? options.Day.Year : options.Day.Year - 1)}${at.School.ClassName(at.Level, number)}"
                : "");
    }

    private static string Mef(Level level, School school) => level.Index == 11 && school.Style == 3 ? level.LocalMef : level.Mef;
}
