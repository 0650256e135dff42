using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Informing;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Testing.Data;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Informing;

/// <summary>What a guardian gets, by mail or on paper, in every situation of the account.</summary>
public abstract class InformGuardianTests(Engine engine) : StorageSuite(engine)
{
    private const string Hash = "chosen";
    private readonly SystemRandomSource _random = new();
    private ProvisionalPasswords _passwords = null!;
    private SchoolList _lists = null!;
    private StoreFactory<MainDb> _main = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _main = new StoreFactory<MainDb>(Stores.Main);
        _passwords = new ProvisionalPasswords(new KeyRing(Path.Combine(Stores.Folder, "keys"), Clock, _random), _random, Clock);
        _lists = new SchoolList(_main, new SchoolCalendar(new ServiceOptions(), Clock));
    }

    [Theory]
    [Trait("Row", "#141")]
    [Trait("Row", "#189")]
    [InlineData(AccountState.Activated, true, false, "inform-security-link")]
    [InlineData(AccountState.Activated, true, true, "inform-security-password")]
    [InlineData(AccountState.Activated, false, false, "inform-security")]
    [InlineData(AccountState.Informed, true, false, "inform-security-link")]
    [InlineData(AccountState.Informed, false, false, "inform-security-link")]
    [InlineData(AccountState.NotInformed, true, true, "inform-security-password")]
    [InlineData(AccountState.NotInformed, false, false, "inform-security-link")]
    [InlineData(AccountState.Activating, true, false, "inform-security-link")]
    [InlineData(AccountState.Activating, false, false, "inform-security-link")]
    public async Task A_compromised_guardian_always_gets_the_safety_mail(AccountState state, bool withReset, bool passwordInMail, string expected)
    {
        var (school, id) = await FamilyAsync(Degree.Second, account => (account.State, account.IsCompromised) = (state, true));
        var outcome = await RunAsync(school, InformWay.Mail, withReset, passwordInMail, id);
        Assert.Equal(new InformOutcome(0, 1, 0, 0), outcome);
        var mails = await MailsAsync();
        Assert.Equal(expected, string.Join(' ', mails.Select(mail => mail.Template)));
        var (mail, account) = (mails[^1], await AccountAsync(id));
        foreach (var words in new[] { "présente un risque de sécurité", "scan antivirus intégral", "a.zola", "Émile ZOLA", "Les comptes FranceConnect ne sont pas concernés" })
        {
            Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        }

        var password = _passwords.Open(account)?.Reveal();
        Assert.Equal(expected.EndsWith("password", StringComparison.Ordinal), password is not null && mail.Text.Contains(password, StringComparison.Ordinal));
        Assert.Equal(expected == "inform-security", mail.Text.Contains("/mot-de-passe-oublie?profil=responsable", StringComparison.Ordinal));
        Assert.Equal(expected.EndsWith("link", StringComparison.Ordinal), mail.Text.Contains("/activation/lien/", StringComparison.Ordinal));
        Assert.Equal(state == AccountState.Activated && withReset, mail.Text.Contains("Votre compte est toujours actif.", StringComparison.Ordinal));
        Assert.True(account.IsCompromised);
    }

    [Theory]
    [Trait("Row", "#188")]
    [InlineData(true, "Votre mot de passe est celui que vous avez choisi.", "n’a pas de mot de passe")]
    [InlineData(false, "Votre compte n’a pas de mot de passe. Connectez-vous avec FranceConnect", "celui que vous avez choisi")]
    public async Task The_reminder_speaks_of_the_password_there_is(bool chosen, string expected, string absent)
    {
        var (school, id) = await FamilyAsync(Degree.Second, account => (account.State, account.Mode, account.PasswordHash) = (AccountState.Activated, ActivationMode.FranceConnect, chosen ? Hash : null));
        await RunAsync(school, InformWay.Mail, withReset: false, passwordInMail: false, id);
        var mail = Assert.Single(await MailsAsync());
        Assert.Equal("inform-remind", mail.Template);
        Assert.Contains(expected, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(absent, mail.Text, StringComparison.Ordinal);
        Assert.Contains("« Mot de passe oublié »", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "#188")]
    [InlineData(true, PasswordKind.Chosen)]
    [InlineData(false, PasswordKind.None)]
    public async Task The_sheet_knows_which_password_there_is(bool chosen, PasswordKind expected)
    {
        var (school, id) = await FamilyAsync(Degree.Second, account => (account.State, account.PasswordHash, account.ProvisionalMac, account.ProvisionalExpiresAt) =
            (AccountState.Activated, chosen ? Hash : null, [1], Clock.UtcNow.AddDays(-1)));
        var person = (await JobAsync(school, id)).Classes.Single().People.Single();
        Assert.Equal((expected, null, AccountState.Activated), (person.PasswordKind, person.Password, person.State));
    }

    [Theory]
    [Trait("Section", "10.6")]
    [InlineData(InformWay.Sheets, false, 1)]
    [InlineData(InformWay.Mail, false, 1)]
    [InlineData(InformWay.Sheets, true, 0)]
    public async Task An_activation_that_waits_gets_its_confirmation_mail_again_either_way(InformWay way, bool inError, int mails)
    {
        var (school, id) = await FamilyAsync(Degree.Second, account => (account.State, account.PasswordHash, account.MailInError) = (AccountState.Activating, Hash, inError));
        await RunAsync(school, way, withReset: false, passwordInMail: false, id);
        Assert.Equal(Enumerable.Repeat("confirm-address", mails), (await MailsAsync()).Select(mail => mail.Template));
        Assert.Equal(AccountState.Activating, (await AccountAsync(id)).State);
    }

    [Theory]
    [Trait("Section", "10.6")]
    [Trait("Section", "16")]
    [InlineData(InformWay.Sheets, false)]
    [InlineData(InformWay.Sheets, true)]
    [InlineData(InformWay.Mail, false)]
    [InlineData(InformWay.Mail, true)]
    public async Task An_activation_begun_by_whoever_knew_the_password_begins_again_and_their_address_gets_nothing(InformWay way, bool flaggedBefore)
    {
        var (school, id) = await FamilyAsync(Degree.Second, account =>
        {
            (account.State, account.ProvisionalMac, account.ProvisionalCipher, account.ProvisionalExpiresAt) = (AccountState.Informed, [1], [1], Clock.UtcNow.AddDays(1));
            account.BeginActivation(Hash, "inconnu@example.org", Clock.UtcNow);
            account.Compromise();
            // Flagged before such an address was dropped.
            account.Mail = flaggedBefore ? "inconnu@example.org" : account.Mail;
        });
        var effects = InformEffects.Of(await _lists.RowsAsync(school.Id, ListKind.LegalGuardians, new HashSet<Guid> { id }, Cancellation));
        Assert.Equal((1, 1), (effects.Compromised, effects.CompromisedActivating));
        var outcome = await RunAsync(school, way, withReset: false, passwordInMail: false, id);
        Assert.Equal(way == InformWay.Sheets ? new InformOutcome(1, 0, 0, 0) : new InformOutcome(0, 1, 0, 0), outcome);
        Assert.Equal(way == InformWay.Sheets ? "" : "inform-security-link to a.zola@example.org", string.Join(", ", (await MailsAsync()).Select(mail => $"{mail.Template} to {mail.Recipient}")));
        var account = await AccountAsync(id);
        Assert.Equal((AccountState.Informed, null, true, true, null), (account.State, account.Mail, account.IsCompromised, account.HasProvisional(Clock.UtcNow), account.ActivationBegunAt));
        Assert.Equal(AccountRefusal.NothingPending, account.ConfirmMail("inconnu@example.org", Clock.UtcNow));
        await using var db = Stores.Main();
        Assert.EndsWith("reset", (await db.Set<AuditEvent>().SingleAsync(row => row.Code == InformChunk.Code, Cancellation)).Detail.Split(", operation")[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Section", "10.7")]
    public async Task Children_are_parted_by_a_sign_that_never_begins_a_line()
    {
        var (school, id) = await FamilyAsync(Degree.Second);
        await RunAsync(school, InformWay.Mail, withReset: false, passwordInMail: false, id);
        var mail = Assert.Single(await MailsAsync());
        Assert.All(new[] { mail.Text, mail.Html! }, words => Assert.Matches("ZOLA[^;\\n]*\u00a0; [^;\\n]*ZOLA", words));
    }

    [Theory]
    [Trait("Section", "7.2")]
    [InlineData(InformWay.Sheets)]
    [InlineData(InformWay.Mail)]
    public async Task A_child_reported_as_not_theirs_is_never_named(InformWay way)
    {
        var (school, id) = await FamilyAsync(Degree.Second);
        await ReportAsync(child => child == "Jean");
        Assert.Equal(new InformOutcome(way == InformWay.Sheets ? 1 : 0, way == InformWay.Mail ? 1 : 0, 0, 0), await RunAsync(school, way, withReset: false, passwordInMail: false, id));
        if (way == InformWay.Mail)
        {
            var mail = Assert.Single(await MailsAsync());
            Assert.Contains("Il concerne : Émile ZOLA, 6E A (en tant que représentant légal).", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Jean ZOLA", mail.Text + mail.Html, StringComparison.Ordinal);
            return;
        }

        // Jean's class comes first in the order: the sheet stands under the class of the child that is left.
        var person = (await JobAsync(school, id)).Classes.Single().People.Single();
        Assert.Equal(("6E A", "Émile ZOLA"), (person.ClassCode, string.Join(", ", person.Children.Select(child => child.Name))));
    }

    [Theory]
    [Trait("Section", "7.2")]
    [InlineData(InformWay.Sheets)]
    [InlineData(InformWay.Mail)]
    public async Task Whoever_reported_every_child_of_the_school_gets_nothing_and_is_counted(InformWay way)
    {
        var (school, id) = await FamilyAsync(Degree.Second);
        await ReportAsync(_ => true);
        await using (var db = Stores.Main())
        {
            db.Add(new AccountLink { Id = Guid.CreateVersion7(), AccountId = id, Purpose = LinkPurpose.Activate, TokenHash = [1], Mail = "x@exemple.fr", CreatedAt = Clock.UtcNow, ExpiresAt = Clock.UtcNow.AddDays(30) });
            await db.SaveChangesAsync(Cancellation);
        }

        Assert.Equal(new InformOutcome(0, 0, 0, 0, 1), await RunAsync(school, way, withReset: true, passwordInMail: false, id));
        Assert.Empty(await MailsAsync());
        Assert.Empty((await JobAsync(school, id)).Classes);
        var account = await AccountAsync(id);
        Assert.Equal((AccountState.NotInformed, null, null), (account.State, account.ProvisionalMac, account.LastInformedAt));
        await using var after = Stores.Main();
        Assert.Null((await after.Set<AccountLink>().SingleAsync(Cancellation)).UsedAt);
        var effects = InformEffects.Of(await _lists.RowsAsync(school.Id, ListKind.LegalGuardians, new HashSet<Guid> { id }, Cancellation));
        Assert.Equal((1, 0, 1, 0, 0), (effects.Total, effects.Informed, effects.TiesReported, effects.WithAddress, effects.LosePassword));
    }

    [Theory]
    [Trait("Section", "10.7")]
    [InlineData(AccountState.NotInformed, false)]
    [InlineData(AccountState.NotInformed, true)]
    [InlineData(AccountState.Activated, false)]
    public async Task Mails_of_the_first_degree_speak_of_a_school(AccountState state, bool passwordInMail)
    {
        var (school, id) = await FamilyAsync(Degree.First, account => (account.State, account.PasswordHash) = (state, state == AccountState.Activated ? Hash : null));
        foreach (var reset in new[] { false, true })
        {
            await RunAsync(school, InformWay.Mail, reset, passwordInMail, id);
        }

        await SetAsync(id, account => account.Compromise());
        foreach (var reset in new[] { false, true })
        {
            await RunAsync(school, InformWay.Mail, reset, passwordInMail, id);
        }

        Assert.All(await MailsAsync(), mail =>
        {
            Assert.Contains("l’école", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("établissement", mail.Text + mail.Html, StringComparison.Ordinal);
        });
    }

    [Theory]
    [Trait("Row", "#146")]
    [Trait("Row", "#188")]
    [InlineData(Degree.Second, "6E A", "4321")]
    [InlineData(Degree.First, "Sixième A", "Quatrième")]
    public async Task Letters_name_and_sort_classes_as_the_school_does(Degree degree, string first, string second)
    {
        var (school, id) = await FamilyAsync(degree);
        var rows = await _lists.RowsAsync(school.Id, degree == Degree.First ? ListKind.Guardians : ListKind.LegalGuardians, new HashSet<Guid> { id }, Cancellation);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), rows.Select(row => row.ClassName));
        var person = (await JobAsync(school, id)).Classes.Single().People.Single();
        Assert.Equal(rows[0].ClassName, person.ClassCode);
        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), person.Children.Select(child => child.ClassCode));
    }

    [Fact]
    [Trait("Rule", "S-RC1")]
    public async Task A_link_that_went_to_a_wrong_address_ends_when_the_right_one_is_informed_and_those_to_the_same_go_on()
    {
        var (school, id) = await FamilyAsync(Degree.Second);
        await RunAsync(school, InformWay.Mail, withReset: false, passwordInMail: false, id);
        Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(school, InformWay.Mail, withReset: false, passwordInMail: false, id);
        Assert.Equal([true, true], await WorkAsync());
        await SetAsync(id, account => account.Mail = "alexandrine@example.org");
        Clock.Advance(TimeSpan.FromDays(1));
        await RunAsync(school, InformWay.Mail, withReset: false, passwordInMail: false, id);
        Assert.Equal([false, false, true], await WorkAsync());

        async Task<List<bool>> WorkAsync()
        {
            await using var db = Stores.Main();
            var links = new AccountLinks(new ServiceOptions(), new Deadlines(), Clock, _random);
            var works = new List<bool>();
            foreach (var mail in (await db.Set<OutboxMessage>().AsNoTracking().ToListAsync(Cancellation)).OrderBy(mail => mail.CreatedAt))
            {
                var token = mail.Text.Split('\n').Single(line => line.Contains("/activation/lien/", StringComparison.Ordinal)).Trim().Split('/')[^1];
                works.Add(await links.FindAsync(db, LinkPurpose.Activate, token, Cancellation) is not null);
            }

            return works;
        }
    }

    private async Task<(School School, Guid Account)> FamilyAsync(Degree degree, Action<Account>? change = null)
    {
        await using var db = Stores.Main();
        var data = new TestData(db);
        var school = data.School(degree: degree);
        var (child, other) = (data.Pupil(school, data.Class(school, "6E A", "Sixième A"), "ZOLA", "Émile"), data.Pupil(school, data.Class(school, "4321", "Quatrième"), "ZOLA", "Jean"));
        var account = data.Guardian(child, "ZOLA", "Alexandrine", "a.zola", mail: "a.zola@example.org", others: other).Account;
        account.Mail = "a.zola@example.org";
        change?.Invoke(account);
        await data.SaveAsync();
        return (school, account.Id);
    }

    private async Task ReportAsync(Func<string, bool> isReported)
    {
        await using var db = Stores.Main();
        foreach (var link in await db.Set<GuardianLink>().ToListAsync(Cancellation))
        {
            link.Statement = isReported((await db.Set<Pupil>().SingleAsync(pupil => pupil.Id == link.PupilId, Cancellation)).FirstName) ? LinkStatement.ReportedWrong : LinkStatement.Confirmed;
        }

        await db.SaveChangesAsync(Cancellation);
    }

    private async Task SetAsync(Guid id, Action<Account> change)
    {
        await using var db = Stores.Main();
        change(await db.Set<Account>().SingleAsync(account => account.Id == id, Cancellation));
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task<Account> AccountAsync(Guid id)
    {
        await using var db = Stores.Main();
        return await db.Set<Account>().AsNoTracking().SingleAsync(account => account.Id == id, Cancellation);
    }

    private async Task<List<OutboxMessage>> MailsAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<OutboxMessage>().AsNoTracking().OrderBy(mail => mail.Template).ToListAsync(Cancellation);
    }

    private async Task<LetterJob> JobAsync(School school, Guid id)
    {
        var order = Order(school, InformWay.Sheets, withReset: false, id);
        var rows = await _lists.RowsAsync(school.Id, order.Kind, order.Accounts.ToHashSet(), Cancellation);
        var sheets = new InformSheets(_main, _lists, _passwords, null!, null!, null!, new ServiceOptions(), Clock);
        return sheets.Job(school, order, rows, new Dictionary<Guid, Account> { [id] = await AccountAsync(id) });
    }

    private static InformOrder Order(School school, InformWay way, bool withReset, Guid id) =>
        new(school.Degree == Degree.First ? ListKind.Guardians : ListKind.LegalGuardians, way, 1, withReset, "S. Carpentier", [id]);

    private async Task<InformOutcome> RunAsync(School school, InformWay way, bool withReset, bool passwordInMail, Guid id)
    {
        var operation = new Operation
        {
            Id = Guid.CreateVersion7(),
            Kind = InformOrder.OperationKind,
            Argument = Order(school, way, withReset, id).ToJson(),
            RequestedByKind = ActorKind.Agent,
            RequestedById = "a",
            SchoolId = school.Id,
            Total = 1,
        };
        var (service, deadlines) = (new ServiceOptions(), new Deadlines());
        var links = new AccountLinks(service, deadlines, Clock, _random);
        var outbox = new OutboxWriter(service, Clock, _random);
        var mails = new InformationMails(
            links, new ConfirmationMails(links, outbox, deadlines, Clock), _passwords, outbox, new InformOptions { PasswordInMail = passwordInMail }, service, deadlines, Clock);
        var chunk = new InformChunk(_main, new StoreFactory<OperationalDb>(Stores.Operational), _passwords, mails, deadlines, Clock);
        return InformOutcome.Read(await new InformHandler(_main, new AccountChunks(Stores.Provider), _lists, chunk).RunAsync(operation, new OperationProgress(_main, Clock, operation.Id), Cancellation));
    }
}

public sealed class InformGuardianOnSqlite() : InformGuardianTests(Engine.Sqlite);

public sealed class InformGuardianOnPostgreSql() : InformGuardianTests(Engine.PostgreSql);
