using System.Text.RegularExpressions;
using EduConnect.Core.Accounts.Codes;
using EduConnect.Core.Platform.Crypto;
using EduConnect.Core.Platform.Outbox;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Platform;
using EduConnect.Core.SignIn;
using EduConnect.Testing.Storage;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Tests.Accounts.Codes;

/// <summary>Codes by SMS over the stores of a test; each call has a unit of work of its own, as each request has.</summary>
internal sealed partial class CodeDesk(TestStores stores, TimeProvider clock)
{
    private readonly SystemRandomSource _random = new();
    private readonly KeyRing _keys = new(Path.Combine(stores.Folder, "keys"), clock, new SystemRandomSource());

    public CodeOptions Options { get; } = new();

    public async Task<CodeSending> SendAsync(CodeRequest request, CancellationToken cancellation)
    {
        await using var db = stores.Operational();
        return await Codes(db).SendAsync(request, cancellation);
    }

    public async Task<CodeCheck> CheckAsync(Guid transaction, CodePurpose purpose, string? typed, CancellationToken cancellation)
    {
        await using var db = stores.Operational();
        return await Codes(db).CheckAsync(transaction, purpose, typed, cancellation);
    }

    /// <summary>The newest SMS to a number, as the gateway would get it.</summary>
    public async Task<string> TextAsync(string phone, CancellationToken cancellation)
    {
        await using var db = stores.Operational();
        var message = await db.Set<OutboxMessage>().AsNoTracking().Where(one => one.Recipient == phone).OrderByDescending(one => one.CreatedAt).FirstAsync(cancellation);
        Secrets.Open(message);
        return message.Text;
    }

    /// <summary>The eight digits of the newest SMS to a number.</summary>
    public async Task<string> CodeAsync(string phone, CancellationToken cancellation) =>
        Shown().Match(await TextAsync(phone, cancellation)).Value.Replace(" ", string.Empty, StringComparison.Ordinal);

    private SecretTexts Secrets => new(new SealedBytes(_keys, _random));

    private PhoneCodes Codes(OperationalDb db) => new(
        db, new SendingLimits(db, new SignInJournal(clock, _random), Options, clock), new CodeMac(_keys, _random), new OutboxWriter(new ServiceOptions(), clock, _random), Secrets, Options, clock, _random);

    [GeneratedRegex("[0-9]{4} [0-9]{4}")]
    private static partial Regex Shown();
}
