using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EduConnect.Core.Platform.Audit;

namespace EduConnect.Web.CommandLine;

/// <summary><c>audit verify [--witness NUMBER:CODE] [--json]</c>: looks at the seals of the audit trail and at every event again. Ends with 1 when something is wrong.</summary>
internal static class AuditCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web);

    public static Command Create() => new("audit", "The audit trail.") { Verify() };

    private static Command Verify()
    {
        var witness = new Option<string?>("--witness") { Description = "A last seal noted earlier, as NUMBER:CODE: it must still be there." };
        var json = new Option<bool>("--json") { Description = "Prints what was found as one JSON object." };
        var data = DataOption.Create();
        var command = new Command("verify", "Says whether anything was changed, added or taken away since it was sealed.") { witness, json, data };
        command.SetAction(async (result, cancellation) =>
        {
            if (!TryRead(result.GetValue(witness), out var noted))
            {
                await Console.Error.WriteLineAsync("educonnect audit verify: give --witness as NUMBER:CODE, as an earlier run printed it after \"last seal\".");
                return 2;
            }

            return await ServiceCommand.WithAsync(result.GetValue(data), async (services, output) =>
            {
                var found = await services.GetRequiredService<VerifyAudit>().RunAsync(noted, cancellation);
                output.WriteLine(result.GetValue(json) ? Json(found) : Text(found));
                return found.Breaks.Count == 0 ? 0 : 1;
            });
        });
        return command;
    }

    private static bool TryRead(string? text, out AuditWitness? witness)
    {
        witness = null;
        if (text is null)
        {
            return true;
        }

        var parts = text.Split(':');
        var code = new byte[32];
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || Convert.FromHexString(parts[1], code, out var read, out var written) != System.Buffers.OperationStatus.Done || written != code.Length || read != parts[1].Length)
        {
            return false;
        }

        witness = new(number, code);
        return true;
    }

    private static string Text(AuditVerification found) => string.Join('\n',
    [
        .. found.Breaks.Select(one => string.Create(CultureInfo.InvariantCulture, $"seal {one.Number} (events {one.FirstEvent} to {one.LastEvent}{(one.SealedAt is { } at ? $", sealed {at:yyyy-MM-dd HH:mm:ss} UTC" : string.Empty)}): {Sentence(one.Fault)}")),
        string.Create(CultureInfo.InvariantCulture, $"{found.Seals} seals, {found.Events} events as they were sealed, {found.Erased} erased in time, {found.Unsealed} not sealed yet, {found.Breaks.Count} faults"),
        $"last seal: {Written(found.Last)}",
    ]);

    private static string Json(AuditVerification found) => JsonSerializer.Serialize(
        new
        {
            found.Seals,
            found.Events,
            found.Erased,
            found.Unsealed,
            LastSeal = Written(found.Last),
            Breaks = found.Breaks.Select(one => new { one.Number, Fault = one.Fault.ToString(), one.FirstEvent, one.LastEvent, one.SealedAt }),
        },
        Readable);

    private static string Written(AuditWitness? seal) =>
        seal is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"{seal.Number}:{Convert.ToHexStringLower(seal.Code)}");

    private static string Sentence(AuditFault fault) => fault switch
    {
        AuditFault.SealIsMissing => "the seal was taken away.",
        AuditFault.SealWasChanged => "the seal is not as it was made, or the one before it is not.",
        AuditFault.KeyIsGone => "the key that made it is not in the key ring.",
        AuditFault.EventsWereChanged => "an event was changed, added or taken away.",
        AuditFault.WronglyErased => "its events are said to be erased, but were not old enough or are still there.",
        _ => "it is not the seal that was noted.",
    };
}
