namespace EduConnect.Synthesis;

/// <summary>Writes schools and curricula. Schools change too: some get another name or a new class after some days.</summary>
public sealed class SchoolRendering(SynthesisOptions options)
{
    /// <summary>The school on a day; null before it opens.</summary>
    public AafRecord Render(School school, Feed feed, int day)
    {
        var isFirst = feed.Degree == AafDegree.First;
        var id = $"{school.AafId}";
        var name = NameBook.Capitals(Name(school, day), accents: false);
        var list = new AttributeList()
            .Add("ENTStructureJointure", id)
            .Add("ENTStructureUAI", school.Uai)
            .Add("ENTStructureSIREN", isFirst ? "" : $"1999{school.Index:000000}0017")
            .Add("ENTStructureNomCourant", options.Shape == HeaderShape.Of2013
                ? $"{school.Abbreviation} {name}-ac-{feed.Academie.Label}"
                : $"{school.Abbreviation}${(isFirst ? "" : school.Abbreviation + " ")}{name}${feed.Academie.Town}")
            .Add("ENTStructureTypeStruct", school.TypeLabel)
            .Add("ENTStructureCodeTypeStruct", school.TypeCode)
            .Add(isFirst ? "ENTEcoleSecteur" : "ENTEtablissementContrat", school.IsPrivate ? "PR" : "PU")
            .Add(isFirst ? "ENTStructureAdresse" : "street", school.Street)
            .Add(isFirst ? "ENTStructureCodePostal" : "postalCode", "99910")
            .Add(isFirst ? "ENTStructureVille" : "l", feed.Academie.Town)
            .Add(isFirst ? "ENTStructureTelephone" : "telephoneNumber", "+33 1 99 00 00 01")
            .Add(isFirst ? "ENTStructureEmail" : "ENTStructureMailSI", $"{school.Uai.ToLowerInvariant()}@example.org")
            .Add("ENTServAcAcademie", feed.Academie.Label)
            .Add("ENTServAcCodeAcademie", $"0{feed.Academie.Code}");
        if (isFirst)
            list.Add("ENTEcoleCirconscription", school.Circonscription);
        else
            list.Add("ENTStructureClasses", Classes(school, day)).Add("ENTStructureGroupes", "");
        return list.Record(AafEntity.School, id);
    }

    /// <summary>The curricula of the 2nd degree, with the local variant.</summary>
    public static IEnumerable<AafRecord> Curricula()
    {
        foreach (var level in Level.All.Skip(Level.FirstOfCollege))
            yield return Curriculum(level.Mef, level.Name, "");
        yield return Curriculum(Level.All[11].LocalMef, "3EME OPTION ESSAI", Level.All[11].Mef);
    }

    /// <summary>Whether the record of a school differs between two days.</summary>
    public bool IsChanged(School school, int before, int after) =>
        ChangeDay(school) is { } day && before < day && day <= after;

    private static AafRecord Curriculum(string mef, string label, string national) =>
        new AttributeList()
            .Add("ENTMefJointure", mef)
            .Add("ENTLibelleMef", label)
            .Add("ENTMEFRattach", national)
            .Record(AafEntity.Mef, mef);

    /// <summary>One school in twenty changes once, on one of the first five days.</summary>
    private int? ChangeDay(School school)
    {
        var dice = new Dice(options.Seed, DiceUse.School, school.Index, 1);
        return dice.Chance(0.05) || school.Index == 0 ? dice.Between(1, 5) : null;
    }

    private string Name(School school, int day) =>
        ChangeDay(school) is { } change && change <= day ? $"{school.Name} et Compagnie" : school.Name;

    private List<string> Classes(School school, int day)
    {
        var classes = school.Classes().Select(one =>
        {
            var level = Level.All[one.Level];
            var name = school.ClassName(one.Level, one.Number);
            var label = one.Number % 3 == 1 ? "" : $"{level.LongName} {(school.Style < 2 ? $"{(char)('A' + one.Number)}" : $"{one.Number + 1}")}";
            var mef = level.Index == 11 && school.Style == 3 ? level.LocalMef : level.Mef;
            return $"{name}${label}${mef}";
        }).ToList();
        if (options.Irregularities.Has(Irregularity.Classes))
        {
            if (school.Index % 5 == 0)
                classes.Add(classes[0]);
            if (school.Index % 7 == 3)
                classes.RemoveAt(classes.Count - 1);
        }
        if (ChangeDay(school) is { } change && change <= day)
            classes.Add("ULIS$UNITE LOCALISEE$");
        return classes;
    }
}
