using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Storage;
using EduConnect.Core.Schools.Scope;
using Microsoft.EntityFrameworkCore;

namespace EduConnect.Core.Schools.Addresses;

/// <summary>How a change of an address ended.</summary>
public enum AddressOutcome
{
    /// <summary>Done, or nothing had to be.</summary>
    Done,

    /// <summary>It is no address that families can open.</summary>
    Refused,

    /// <summary>It is switched on: it must be switched off before it is changed (row #212).</summary>
    IsOn,

    /// <summary>It was not verified since it was entered; the new text is kept.</summary>
    NotVerified,

    /// <summary>What is to be verified is not what is kept.</summary>
    NotKept,

    /// <summary>Another agent changed it at the same time: nothing was saved.</summary>
    Changed,
}

/// <summary>An agent enters, verifies, switches on or off an address of Paramètres, in that order (row #212).</summary>
[UseCase(Effect.Modifies)]
public sealed class ChangeSchoolAddress(IDbContextFactory<MainDb> main, StorageProvider provider, TimeProvider clock)
{
    /// <summary>Code of the event of a text entered.</summary>
    public const string SetCode = "school.address-set";

    /// <summary>Code of the event of a text taken away.</summary>
    public const string RemovedCode = "school.address-removed";

    /// <summary>Code of the event of an address opened by an agent.</summary>
    public const string VerifiedCode = "school.address-verified";

    /// <summary>Code of the event of an address that letters carry from now on.</summary>
    public const string OnCode = "school.address-switched-on";

    /// <summary>Code of the event of an address that letters carry no more.</summary>
    public const string OffCode = "school.address-switched-off";

    private const string Codes = "school.address-";

    /// <summary>Whether an event is one of these; its detail is whose letters, then the address.</summary>
    public static bool IsCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.StartsWith(Codes, StringComparison.Ordinal);
    }

    /// <summary>Enters the text and sets the switch, as the form holds both.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="people">whose letters</param>
    /// <param name="typed">the address as typed; empty takes it away</param>
    /// <param name="isOn">whether letters shall carry it</param>
    /// <param name="cancellationToken">the caller gave up</param>
    public async Task<AddressOutcome> RunAsync(EstablishmentScope scope, AddressedPeople people, string? typed, bool isOn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (isEmpty, text) = (string.IsNullOrWhiteSpace(typed), SchoolAddressRules.Parse(typed));
        if (text is null && (!isEmpty || isOn))
        {
            return AddressOutcome.Refused;
        }

        await using var db = await scope.OpenAsync(main, cancellationToken);
        var present = await FindAsync(db, people, cancellationToken);
        if (present is { IsOn: true } && isOn && present.Address != text)
        {
            return AddressOutcome.IsOn;
        }

        if (present is { IsOn: true } && !isOn)
        {
            present.IsOn = false;
            Note(db, scope, OffCode, present);
        }

        var kept = Write(db, scope, people, present, text);
        if (isOn && kept is { IsOn: false, VerifiedAt: not null })
        {
            kept.IsOn = true;
            Note(db, scope, OnCode, kept);
        }

        return await SavedAsync(db, kept, cancellationToken) ? isOn && kept is { IsOn: false } ? AddressOutcome.NotVerified : AddressOutcome.Done : AddressOutcome.Changed;
    }

    /// <summary>An agent opens the address that is kept: from then on it may be switched on.</summary>
    /// <param name="scope">who, for which school</param>
    /// <param name="people">whose letters</param>
    /// <param name="shown">the address as their page shows it</param>
    /// <param name="cancellationToken">the caller gave up</param>
    /// <returns>the address to open; null when another is kept, or none</returns>
    public async Task<string?> VerifyAsync(EstablishmentScope scope, AddressedPeople people, string? shown, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await scope.OpenAsync(main, cancellationToken);
        var present = await FindAsync(db, people, cancellationToken);
        if (present is null || present.Address != SchoolAddressRules.Parse(shown))
        {
            return null;
        }

        if (present.VerifiedAt is null)
        {
            present.VerifiedAt = clock.GetUtcNow().UtcDateTime;
            Note(db, scope, VerifiedCode, present);
        }

        return await SavedAsync(db, present, cancellationToken) ? present.Address : null;
    }

    private static Task<SchoolAddress?> FindAsync(MainDb db, AddressedPeople people, CancellationToken cancellationToken) =>
        db.Set<SchoolAddress>().SingleOrDefaultAsync(address => address.People == people, cancellationToken);

    private SchoolAddress? Write(MainDb db, EstablishmentScope scope, AddressedPeople people, SchoolAddress? present, string? text)
    {
        if (text is null)
        {
            if (present is not null)
            {
                db.Remove(present);
                Note(db, scope, RemovedCode, present);
            }

            return null;
        }

        if (present?.Address == text)
        {
            return present;
        }

        present ??= db.Add(new SchoolAddress { SchoolId = scope.School.Id, People = people, Address = text }).Entity;
        (present.Address, present.VerifiedAt) = (text, null);
        Note(db, scope, SetCode, present);
        return present;
    }

    private void Note(MainDb db, EstablishmentScope scope, string code, SchoolAddress address) =>
        db.Add(scope.Actor.Event(code, clock.GetUtcNow().UtcDateTime, schoolId: scope.School.Id, detail: $"{address.People}, {address.Address}"));

    private async Task<bool> SavedAsync(MainDb db, SchoolAddress? kept, CancellationToken cancellationToken)
    {
        if (!db.ChangeTracker.HasChanges())
        {
            return true;
        }

        kept?.Version += 1;
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        catch (DbUpdateException failure) when (provider.IsUniqueViolation(failure))
        {
            return false;
        }
    }
}
