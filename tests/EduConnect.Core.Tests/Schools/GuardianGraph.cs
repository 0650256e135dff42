using EduConnect.Core.Guardians;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing.Data;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Schools;

/// <summary>
/// Schools, pupils, shared courses, guardians and ties drawn by chance from a seed, kept twice: in a main store and as plain lists. <see cref="Sees"/> is the rule of S-TN2
/// written for the lists by somebody who knows no query: it is what every screen is compared with.
/// </summary>
internal sealed class GuardianGraph(int seed)
{
    private readonly Random _chance = new(seed);
    private readonly List<(int Guardian, int Pupil, GuardianLink Link, GuardianRecord Record)> _ties = [];
    private readonly HashSet<GuardianLink> _ended = [];
    private readonly HashSet<GuardianRecord> _gone = [];
    private readonly HashSet<int> _closed = [];
    private readonly List<int> _homes = [];
    private readonly HashSet<(int Pupil, int School)> _courses = [];

    public List<School> Schools { get; } = [];

    public List<TestPupil> Pupils { get; } = [];

    public List<TestGuardian> Guardians { get; } = [];

    /// <summary>Whether the list of a school holds an account: its own pupils, those of its shared courses, and whoever a source ties to a pupil of its own.</summary>
    public bool Sees(School school, ListKind kind, Guid account) => kind switch
    {
        ListKind.Pupils => Pupils.FindIndex(one => one.Account?.Id == account) is >= 0 and var pupil && HomeOf(pupil) == school,
        ListKind.ExternalPupils => Pupils.FindIndex(one => one.Account?.Id == account) is >= 0 and var pupil && _courses.Contains((pupil, Schools.IndexOf(school))),
        ListKind.LegalGuardians => Rows(school, kind).Any(row => row.Account == account),
        ListKind.PersonsInCharge => Rows(school, kind).Any(row => row.Account == account),
        _ => Rows(school, ListKind.LegalGuardians).Concat(Rows(school, ListKind.PersonsInCharge)).Any(row => row.Account == account),
    };

    /// <summary>The rows of a list of guardians: each with each child of this school.</summary>
    public IEnumerable<(Guid Account, Guid Pupil)> Rows(School school, ListKind kind) =>
        from tie in _ties
        where IsLive(tie) && !_closed.Contains(tie.Guardian) && HomeOf(tie.Pupil) == school
        where kind == ListKind.Guardians || (tie.Link.Kind == GuardianKind.LegalGuardian) == (kind == ListKind.LegalGuardians)
        select (Guardians[tie.Guardian].Account.Id, Pupils[tie.Pupil].Pupil.Id);

    /// <summary>The children of a guardian wherever they are, with their own school.</summary>
    public IEnumerable<(Pupil Pupil, School Home)> ChildrenOf(Guid account) =>
        _ties.Where(tie => IsLive(tie) && Guardians[tie.Guardian].Account.Id == account).Select(tie => (Pupils[tie.Pupil].Pupil, HomeOf(tie.Pupil)));

    /// <summary>Draws everything and saves it.</summary>
    public async Task DrawAsync(MainDb db)
    {
        var data = new TestData(db);
        Schools.AddRange(Enumerable.Range(0, 4).Select(i => data.School(name: $"Nom{i}", degree: i == 3 ? Degree.First : Degree.Second, academie: i % 2 == 0 ? "13" : "14")));
        for (var i = 0; i < 14; i++)
        {
            _homes.Add(_chance.Next(Schools.Count));
            Pupils.Add(data.Pupil(Schools[_homes[i]], null, $"NOM{i}", $"Enfant{i}", username: $"p.{seed}.{i}"));
            var host = _chance.Next(3);
            if (_chance.Next(3) == 0 && host != _homes[i] && _courses.Add((i, host)))
            {
                data.External(Pupils[i], Schools[host]);
            }
        }

        for (var i = 0; i < 10; i++)
        {
            Guardian(data, db, i);
        }

        await data.SaveAsync();
    }

    /// <summary>What a night may bring: ties end, a source forgets a guardian, a pupil moves, a shared course ends, an account closes.</summary>
    public async Task ChangeAsync(MainDb db, DateTime now)
    {
        for (var i = 0; i < 3; i++)
        {
            var tie = _ties[_chance.Next(_ties.Count)];
            _ended.Add(tie.Link);
            await db.Set<GuardianLink>().Where(link => link.GuardianRecordId == tie.Link.GuardianRecordId && link.PupilRecordId == tie.Link.PupilRecordId)
                .ExecuteUpdateAsync(row => row.SetProperty(link => link.GoneAt, now));
        }

        var record = _ties[_chance.Next(_ties.Count)].Record;
        _gone.Add(record);
        await db.Set<GuardianRecord>().Where(row => row.Id == record.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.GoneAt, now));
        var closed = _chance.Next(Guardians.Count);
        var account = Guardians[closed].Account.Id;
        _closed.Add(closed);
        await db.Set<Core.Accounts.Account>().Where(row => row.Id == account).ExecuteUpdateAsync(row => row.SetProperty(one => one.ClosedAt, now));
        await MoveAsync(db, _chance.Next(Pupils.Count), _chance.Next(Schools.Count));
        if (_courses.Count > 0)
        {
            var course = _courses.OrderBy(one => one).ElementAt(_chance.Next(_courses.Count));
            await EndAsync(db, course.Pupil, course.School);
        }
    }

    /// <summary>One of the schools, and one of the guardians that it sees; null when it sees none.</summary>
    public (School School, TestGuardian Guardian)? Act()
    {
        var school = Schools[_chance.Next(Schools.Count)];
        var seen = Guardians.FindAll(one => Sees(school, ListKind.Guardians, one.Account.Id));
        return seen.Count == 0 ? null : (school, seen[_chance.Next(seen.Count)]);
    }

    private bool IsLive((int Guardian, int Pupil, GuardianLink Link, GuardianRecord Record) tie) => !_ended.Contains(tie.Link) && !_gone.Contains(tie.Record);

    private School HomeOf(int pupil) => Schools[_homes[pupil]];

    private void Guardian(TestData data, MainDb db, int number)
    {
        var children = Enumerable.Range(0, Pupils.Count).OrderBy(_ => _chance.Next()).Take(1 + _chance.Next(4)).ToList();
        var kind = _chance.Next(4) == 0 ? GuardianKind.PersonInCharge : GuardianKind.LegalGuardian;
        var guardian = data.Guardian(Pupils[children[0]], $"PARENT{number}", "Claire", $"r.{seed}.{number}", kind: kind, others: [.. children.Skip(1).Select(child => Pupils[child])]);
        Guardians.Add(guardian);
        foreach (var link in db.ChangeTracker.Entries<GuardianLink>().Select(entry => entry.Entity).Where(link => guardian.Records.Any(record => record.Id == link.GuardianRecordId)))
        {
            _ties.Add((number, Pupils.FindIndex(one => one.Pupil.Id == link.PupilId), link, guardian.Records.Single(record => record.Id == link.GuardianRecordId)));
        }
    }

    private async Task MoveAsync(MainDb db, int pupil, int school)
    {
        var record = Pupils[pupil].Record.Id;
        await EndAsync(db, pupil, school);
        await db.Set<Enrolment>().Where(row => row.PupilRecordId == record && row.Kind == EnrolmentKind.Home).ExecuteDeleteAsync();
        db.Add(new Enrolment { PupilRecordId = record, PupilId = Pupils[pupil].Pupil.Id, SchoolId = Schools[school].Id, Kind = EnrolmentKind.Home });
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        _homes[pupil] = school;
    }

    private async Task EndAsync(MainDb db, int pupil, int school)
    {
        var (record, host) = (Pupils[pupil].Record.Id, Schools[school].Id);
        _courses.Remove((pupil, school));
        await db.Set<Enrolment>().Where(row => row.PupilRecordId == record && row.SchoolId == host && row.Kind == EnrolmentKind.External).ExecuteDeleteAsync();
    }
}
