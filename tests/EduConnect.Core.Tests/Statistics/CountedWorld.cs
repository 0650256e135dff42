using EduConnect.Core.Accounts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Statistics;

/// <summary>Two académies, three départements, both degrees, families over several schools, and everything that must not be counted.</summary>
internal sealed record CountedWorld(School College, School Lycee, School Ecole, School Far, School Gone)
{
    private static readonly AccountState[] States = [AccountState.NotInformed, AccountState.Informed, AccountState.Activating, AccountState.Activated];
    private static readonly ActivationMode[] Modes = [ActivationMode.School, ActivationMode.SelfRegistration, ActivationMode.FranceConnect, ActivationMode.Aten, ActivationMode.Ent];

    public IEnumerable<School> Schools => [College, Lycee, Ecole, Far];

    public static async Task<CountedWorld> FillAsync(MainDb db)
    {
        var data = new TestData(db);
        var (college, lycee, ecole, far, gone) = (data.School(), data.School(), data.School(degree: Degree.First), data.School(academie: "18", degree: Degree.First), data.School());
        (college.Departement, lycee.Departement, ecole.Departement, far.Departement, gone.Departement) = ("037", "045", "037", "045", "037");
        (ecole.Circonscription, far.Circonscription, gone.GoneAt) = ("8700", "8700", DateTime.UtcNow);
        var number = 0;
        List<TestPupil> previous = [];
        foreach (var school in new[] { college, lycee, ecole, far, gone })
        {
            SchoolClass[] classes = [data.Class(school, "A" + school.Uai), data.Class(school, "B" + school.Uai, "Classe B")];
            for (var i = 0; i < 24; i++)
            {
                var pupil = data.Pupil(
                    school, i % 5 == 0 ? null : classes[i % 2], mef: school.Degree == Degree.Second && i % 7 != 0 ? $"1001001211{i % 3}" : null, level: school.Degree == Degree.First && i % 6 != 0 ? $"CE{i % 2}" : null);
                if (pupil.Account is { } own)
                {
                    Set(own, number * 2);
                }

                // Children of one family in one school, in two classes; and across schools and degrees.
                TestPupil[] others = i % 3 == 0 && previous.Count > 0 ? [previous[^1]] : i % 8 == 0 && previous.Count > 30 ? [previous[^25]] : [];
                Set(data.Guardian(pupil, others: others).Account, number);
                if (i % 2 == 0)
                {
                    Set(data.Guardian(pupil, kind: GuardianKind.PersonInCharge, others: i % 4 == 0 ? others : []).Account, number + 3);
                }

                previous.Add(pupil);
                number++;
            }
        }

        data.External(previous[0], lycee, "10010012110");
        var closed = data.Guardian(previous[1]).Account;
        (closed.State, closed.ClosedAt) = (AccountState.Activated, DateTime.UtcNow);
        await data.SaveAsync();
        await RetireAsync(db);
        return new CountedWorld(college, lycee, ecole, far, gone);
    }

    // Ties and records that left their source count no more.
    private static async Task RetireAsync(MainDb db)
    {
        var links = await db.Set<GuardianLink>().OrderBy(link => link.GuardianRecordId).ThenBy(link => link.PupilRecordId).ToListAsync();
        var records = await db.Set<GuardianRecord>().OrderBy(record => record.Id).ToListAsync();
        links.Where((_, i) => i % 17 == 0).ToList().ForEach(link => link.GoneAt = DateTime.UtcNow);
        records.Where((_, i) => i % 19 == 0).ToList().ForEach(record => record.GoneAt = DateTime.UtcNow);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private static void Set(Account account, int number)
    {
        account.State = States[number * 7 % 4];
        account.State = account.Kind == AccountKind.Pupil && account.State == AccountState.Activating ? AccountState.Activated : account.State;
        account.Mode = account.State == AccountState.NotInformed ? ActivationMode.None : Modes[number * 3 % 5];
    }
}
