using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Activation;
using EduConnect.Core.Directory.Importing;
using EduConnect.Core.Informing;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Tests.Directory;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace EduConnect.Core.Tests.Informing;

/// <summary>
/// A guardian nobody has activated is informed at the address of the source. When the relay refuses it, the school sees so and no mail goes there again, until the source gives another (domain 10.6, §17).
/// </summary>
[Trait("Row", "#185")]
public abstract class RefusedSourceAddressTests(Engine engine) : StorageSuite(engine)
{
    private const string Former = "ancienne@exemple.test";
    private const string Present = "nouvelle@exemple.test";

    private readonly SystemRandomSource _random = new();
    private readonly Relay _relay = new();
    private int _folders;

    private KeyRing Keys => new(Path.Combine(Stores.Folder, "keys"), Clock, _random);

    private StoreFactory<MainDb> MainStore => new(Stores.Main);

    private SchoolList Lists => new(MainStore, new SchoolCalendar(new ServiceOptions(), Clock));

    [Fact]
    [Trait("Row", "#187")]
    [Trait("Row", "#257")]
    public async Task It_is_marked_counted_as_unreachable_and_worth_a_mail_again_when_the_source_has_corrected_it()
    {
        await ImportAsync("20261118", Former);
        Assert.Equal(new InformOutcome(0, 1, 0, 0), await InformAsync());
        await SendAsync();
        Assert.Equal(ContactState.InError, (await RowAsync()).MailState);
        Assert.Equal(new InformOutcome(0, 0, 1, 0), await InformAsync());
        await ImportAsync("20261119", Former, mobile: "0639980001");
        Assert.Equal(ContactState.InError, (await RowAsync()).MailState);
        await ImportAsync("20261120", Present);
        Assert.Equal(Present, (await RowAsync()).UsableMail);
        Assert.Equal(new InformOutcome(0, 1, 0, 0), await InformAsync());
        await using var db = Stores.Main();
        Assert.Equal([Former, Present], await db.Set<OutboxMessage>().OrderBy(mail => mail.CreatedAt).ThenBy(mail => mail.SentAt).Select(mail => mail.Recipient).ToListAsync(Cancellation));
    }

    [Fact]
    [Trait("Row", "#187")]
    [Trait("Row", "#257")]
    public async Task What_is_no_address_is_in_error_from_the_import_on_found_as_such_and_never_mailed()
    {
        await ImportAsync("20261118", "zola@exemple");
        Assert.Equal((ContactState.InError, null), ((await RowAsync()).MailState, (await RowAsync()).UsableMail));
        Assert.Equal((1, 0), (await FoundAsync(ContactState.InError), await FoundAsync(ContactState.None)));
        Assert.Equal(new InformOutcome(0, 0, 1, 0), await InformAsync());
        await ImportAsync("20261119", Present);
        Assert.Equal((ContactState.ToConfirm, 0), ((await RowAsync()).MailState, await FoundAsync(ContactState.InError)));

        // Wrong again, then erased: nothing is in error where there is nothing.
        await ImportAsync("20261120", "sans arobase");
        Assert.Equal(ContactState.InError, (await RowAsync()).MailState);
        await ImportAsync("20261121", string.Empty, isApplied: false);
        Assert.Equal(ContactState.None, (await RowAsync()).MailState);
        await HolderAsync("titulaire@exemple.test", inError: false);
        Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync("20261122", "sans arobase", isApplied: false);
        Assert.Equal(ContactState.ToConfirm, (await RowAsync()).MailState);
    }

    [Fact]
    public async Task A_refusal_that_comes_after_the_correction_marks_nothing()
    {
        await ImportAsync("20261118", Former);
        await InformAsync();
        await ImportAsync("20261119", Present);
        await SendAsync();
        Assert.Equal(Present, (await RowAsync()).UsableMail);
    }

    [Fact]
    public async Task What_the_source_says_neither_marks_nor_clears_an_address_of_the_holder()
    {
        await ImportAsync("20261118", Former);
        await InformAsync();
        await HolderAsync("titulaire@exemple.test", inError: false);
        await SendAsync();
        Assert.NotEqual(ContactState.InError, (await RowAsync()).MailState);
        await HolderAsync("titulaire@exemple.test", inError: true);
        await ImportAsync("20261119", Present);
        Assert.Equal(ContactState.InError, (await RowAsync()).MailState);
    }

    private async Task HolderAsync(string mail, bool inError)
    {
        await using var db = Stores.Main();
        var account = await db.Set<Account>().SingleAsync(one => one.Kind == AccountKind.Guardian, Cancellation);
        (account.Mail, account.MailInError) = (mail, inError);
        await db.SaveChangesAsync(Cancellation);
    }

    private async Task ImportAsync(string date, string mail, string mobile = "", bool isApplied = true)
    {
        var folder = new AafText { Date = date }.School().Pupil("1", "ZOLA", "Denise", "01/02/2012", links: ["8$10$1$1$1$1"])
            .Guardian("8", "ZOLA", "Alexandrine", mobile, mail).Write(Path.Combine(Stores.Folder, $"in{++_folders}"));

        // A record that is the same but for what is no address has nothing new in it.
        Assert.Equal(isApplied ? ImportOutcome.Applied : ImportOutcome.NothingNew, (await new ImportHarness(Stores, Clock).ImportAsync(folder)).Outcome);
    }

    private async Task<ListRow> RowAsync() => await RowAsync(await SchoolAsync());

    private async Task<ListRow> RowAsync(Guid school) =>
        Assert.Single(await Lists.RowsAsync(school, ListKind.LegalGuardians, await Lists.PeopleAsync(school, ListKind.LegalGuardians, new ListSearch(), Cancellation), Cancellation));

    private async Task<int> FoundAsync(ContactState state) => (await Lists.PeopleAsync(await SchoolAsync(), ListKind.LegalGuardians, new ListSearch { Mail = [state] }, Cancellation)).Count;

    private async Task<Guid> SchoolAsync()
    {
        await using var db = Stores.Main();
        return await db.Set<School>().Select(school => school.Id).SingleAsync(Cancellation);
    }

    private async Task SendAsync() =>
        await new OutboxSender(MainStore, new StoreFactory<OperationalDb>(Stores.Operational), [_relay], Stores.ReadOnly, new SecretTexts(new SealedBytes(Keys, _random)), Clock, _random).SendDueAsync(Cancellation);

    private async Task<InformOutcome> InformAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var school = await SchoolAsync();
        var order = new InformOrder(ListKind.LegalGuardians, InformWay.Mail, 1, false, "S. Carpentier", [.. await Lists.PeopleAsync(school, ListKind.LegalGuardians, new ListSearch(), Cancellation)]);
        var operation = new Operation
        {
            Id = Guid.CreateVersion7(),
            Kind = InformOrder.OperationKind,
            Argument = order.ToJson(),
            RequestedByKind = ActorKind.Agent,
            RequestedById = "a",
            SchoolId = school,
            Total = order.Accounts.Count,
        };
        var (service, deadlines) = (new ServiceOptions(), new Deadlines());
        var outbox = new OutboxWriter(service, Clock, _random);
        var (links, passwords) = (new AccountLinks(service, deadlines, Clock, _random), new ProvisionalPasswords(Keys, _random, Clock));
        var mails = new InformationMails(links, new ConfirmationMails(links, outbox, deadlines, Clock), passwords, outbox, new InformOptions(), service, deadlines, Clock);
        var chunk = new InformChunk(MainStore, new StoreFactory<OperationalDb>(Stores.Operational), passwords, mails, deadlines, Clock);
        return InformOutcome.Read(await new InformHandler(MainStore, new AccountChunks(Stores.Provider), Lists, chunk).RunAsync(operation, new OperationProgress(MainStore, Clock, operation.Id), Cancellation));
    }

    /// <summary>Knows none of the addresses.</summary>
    private sealed class Relay : IMessageTransport
    {
        public Channel Channel => Channel.Mail;

        public Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken cancellationToken) => Task.FromResult(new DeliveryResult(Delivery.RefusedForGood, "550 no such user"));
    }
}

/// <summary>Over the embedded engine.</summary>
public sealed class RefusedSourceAddressOnSqlite() : RefusedSourceAddressTests(Engine.Sqlite);

/// <summary>Over the server.</summary>
public sealed class RefusedSourceAddressOnPostgreSql() : RefusedSourceAddressTests(Engine.PostgreSql);
