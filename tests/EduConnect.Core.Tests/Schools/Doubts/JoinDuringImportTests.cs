using System.Data.Common;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Tests.Directory;
using EduConnect.Core.Tests.Guardians.Doubts;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Xunit;

namespace EduConnect.Core.Tests.Schools.Doubts;

/// <summary>
/// A school joins two pupils while an import adds a tie and a school to the one who goes: whoever comes first, nothing is left that names a pupil who is not there
/// (domain 2.6, ADR 0026). Only the server lets both write at once.
/// </summary>
[Trait("Section", "2.6"), Trait("Rule", "ADR 0026")]
public sealed class JoinDuringImportTests() : DoubtDesk(Engine.PostgreSql)
{
    private const string Ine = "990000117BK";
    private School _school = null!;
    private PupilPair _pair = null!;
    private PupilJoinPlan _plan = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await new ImportHarness(Stores, Clock).AppliedAsync(Schools("20261118").Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine).Write(Folder("a")));
        await new ImportHarness(Stores, Clock).AppliedAsync(Schools("20261119").Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine).Pupil("2", "DURAND", "Zoé", "01/02/2012").Write(Folder("b")));
        await using var db = Stores.Main();
        _school = await db.Set<School>().SingleAsync(school => school.Uai == "9990001X", Cancellation);
        var asked = await new ReadPupilDoubts(MainStore).RunAsync(At(_school), 1, Cancellation);
        _pair = Assert.Single(asked.Lines).Pair;
        _plan = (await new ComparePupils(MainStore).RunAsync(At(_school), _pair, Cancellation))!.Plan;
    }

    [Fact]
    public async Task A_chunk_that_read_the_pupil_before_the_joining_reads_again()
    {
        var meanwhile = new Meanwhile(() => PupilJoining.RunAsync(At(_school), _pair, _plan, Cancellation));
        var options = new DbContextOptionsBuilder<MainDb>().AddInterceptors(meanwhile);
        Stores.Provider.Configure(options, Stores.MainConnection);
        await new ImportHarness(Stores, Clock) { OpenMain = () => new MainDb(options.Options) }.AppliedAsync(Next().Write(Folder("c")));
        Assert.Equal(JoinOutcome.Done, meanwhile.Outcome);
        await OneChildAsync();
    }

    [Fact]
    public async Task A_joining_that_meets_a_chunk_waits_for_it_and_takes_what_it_brought()
    {
        Task<JoinOutcome>? joining = null;
        await using var server = Stores.Main();
        var harness = new ImportHarness(Stores, Clock)
        {
            Checkpoint = point =>
            {
                if (point == "before pupils" && joining is null)
                {
                    joining = Task.Run(() => PupilJoining.RunAsync(At(_school), _pair, _plan, Cancellation), Cancellation);
                    while (!joining.IsCompleted && !Waits(server))
                    {
                        Cancellation.ThrowIfCancellationRequested();
                    }
                }
            },
        };
        await harness.AppliedAsync(Next().Write(Folder("c")));
        Assert.Equal(JoinOutcome.Done, await joining!);
        await OneChildAsync();
    }

    // Whether somebody waits here for a row that somebody else holds.
    private static bool Waits(MainDb server) => server.Database
        .SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").AsEnumerable().Single() > 0;

    private static AafText Schools(string date) => new AafText { Date = date }.School().School("7102", "9990002Y");

    /// <summary>The second pupil has a guardian now, and a class in another school beside.</summary>
    private static AafText Next() => Schools("20261120").Pupil("1", "DURAND", "Zoé", "01/02/2012", Ine)
        .Pupil("2", "DURAND", "Zoé", "01/02/2012", classes: "7101$6EME A#7102$6EME B", links: ["8$10$1$1$1$1"]).Guardian("8", "DURAND", "Maïwenn", "0639980001");

    private string Folder(string name) => Path.Combine(Stores.Folder, name);

    private async Task OneChildAsync()
    {
        await using var db = Stores.Main();
        var child = await db.Set<Pupil>().SingleAsync(Cancellation);
        Assert.Equal(Ine, child.Ine);
        Assert.Equal([child.Id, child.Id], await db.Set<PupilRecord>().Select(record => record.PupilId).ToListAsync(Cancellation));
        Assert.Equal([child.Id, child.Id, child.Id], await db.Set<Enrolment>().Select(enrolment => enrolment.PupilId).ToListAsync(Cancellation));
        Assert.Equal(child.Id, (await db.Set<GuardianLink>().SingleAsync(Cancellation)).PupilId);
        Assert.Equal(_plan.Stays, (await db.Set<Account>().SingleAsync(account => account.Kind == AccountKind.Pupil, Cancellation)).Id);
    }

    /// <summary>Does something when the import has read the pupils of its chunk, and before it writes; once.</summary>
    private sealed class Meanwhile(Func<Task<JoinOutcome>> work) : DbCommandInterceptor
    {
        private bool _isDone;

        public JoinOutcome? Outcome { get; private set; }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (!_isDone && eventData.Context!.ChangeTracker.Entries<PupilRecord>().Any()
                && command.CommandText.Contains("FROM guardian_link", StringComparison.Ordinal) && command.CommandText.Contains("pupil_record_id = ANY", StringComparison.Ordinal))
            {
                _isDone = true;
                Outcome = await work();
            }

            return result;
        }
    }
}
