using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Guardians;

namespace EduConnect.Core.Directory.Sources;

/// <summary>Understands the ties of one pupil (aaf-format §6.5): who has rights, who is only a contact, who is the pupil.</summary>
internal sealed class PupilLinks(MappingProfile profile, Action<ImportRemark> notice)
{
    /// <summary>Ties that give rights, one per guardian.</summary>
    public List<LinkSource> Links { get; private set; } = [];

    /// <summary>Guardians named without rights.</summary>
    public List<string> Contacts { get; private set; } = [];

    /// <summary>Values read, without rights, not understood.</summary>
    public (int Read, int Skipped, int Rejected) Values { get; private set; }

    public void Read(List<string> values)
    {
        Links = new(values.Count);
        Contacts = [];
        Values = (values.Count, 0, 0);
        foreach (var value in values)
        {
            if (profile.Guardians.Split(value) is { } parts && profile.Guardians.Guardian(parts) is { Length: > 0 and <= 64 } guardian)
            {
                Add(guardian, profile.Guardians.Relation(parts), profile.Guardians.Level(parts));
            }
            else
            {
                Values = Values with { Rejected = Values.Rejected + 1 };
                notice(ImportRemark.Of("TieLayout"));
            }
        }
    }

    private void Add(string guardian, string relationCode, string levelCode)
    {
        if (!profile.KnowsRelation(relationCode))
        {
            notice(ImportRemark.Of("RelationUnknown", CleanText.Tidy(relationCode, 8)));
        }

        var relation = profile.Relation(relationCode);
        var level = profile.Guardians.HasLevel ? profile.Level(levelCode) : LinkLevel.LegalGuardian;
        if (relation == profile.SelfRelation)
        {
            Skip();
        }
        else if (level == LinkLevel.Contact)
        {
            Contacts.Add(guardian);
            Skip();
        }
        else
        {
            Keep(new(guardian, relation, level == LinkLevel.LegalGuardian ? GuardianKind.LegalGuardian : GuardianKind.PersonInCharge));
        }
    }

    private void Keep(LinkSource link)
    {
        var index = Links.FindIndex(known => known.GuardianId == link.GuardianId);
        if (index < 0)
        {
            Links.Add(link);
            return;
        }

        Skip();
        if (link.Kind < Links[index].Kind)
        {
            Links[index] = link;
        }
    }

    private void Skip() => Values = Values with { Skipped = Values.Skipped + 1 };
}
