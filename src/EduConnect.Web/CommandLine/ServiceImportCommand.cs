using System.CommandLine;
using EduConnect.Core.Federation.Claims;
using EduConnect.Core.Federation.Reception;
using EduConnect.Core.Federation.Registry;
using EduConnect.Core.Federation.Registry.Import;
using EduConnect.Core.Platform;
using EduConnect.Core.Platform.Audit;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.CommandLine;

/// <summary><c>service import</c>: enters a service from its client metadata (RFC 7591 names) and prints the secret, once. What a service is told is the operator's to say, never the file's.</summary>
internal sealed class ServiceImportCommand
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "Client metadata as JSON." };
    private readonly Option<string?> _clientId = new("--client-id") { Description = "Identifier of the service; that of the file by default." };
    private readonly Option<string[]> _claims = OptionOf.Many("--claim", "Claim released, or 'all'; may be repeated.");
    private readonly Option<string?> _sector = new("--sector") { Description = "Sector of pairwise identifiers; the host of the redirect addresses by default." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Says what would be entered, and enters nothing." };
    private readonly ServiceAllowOptions _allow = new();
    private readonly Option<string?> _data = DataOption.Create();

    public static Command Create()
    {
        var self = new ServiceImportCommand();
        var command = new Command("import", "Enters a service from its client metadata (RFC 7591) and prints its secret, once.")
        {
            self._file, self._clientId, self._claims, self._sector, self._dryRun, self._data,
        };
        self._allow.AddTo(command);
        command.SetAction((result, cancellation) => ServiceCommand.WithAsync(
            result.GetValue(self._data), (services, output) => self.RunAsync(result, services, output, cancellation), begins: true));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        if (ServiceSamlOptions.Text(result.GetRequiredValue(_file), out var unreadable) is not { } text)
        {
            return ServiceAddCommand.Refuse([unreadable!]);
        }

        if (_allow.Read(result, out var senseless) is not { } reception)
        {
            return ServiceAddCommand.Refuse([senseless!]);
        }

        if (ClientMetadataReader.Read(text, out var reasons) is not { } metadata)
        {
            return ServiceAddCommand.Refuse(reasons);
        }

        var contract = Contract(result, metadata, reception, services.GetRequiredService<IRandomSource>(), services.GetRequiredService<TimeProvider>());
        return result.GetValue(_dryRun)
            ? await TryAsync(contract, metadata, services, output, cancellation)
            : await EnterAsync(contract, metadata, services, output, cancellation);
    }

    private static async Task<int> TryAsync(Service contract, ClientMetadata metadata, IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        if (await services.GetRequiredService<CheckService>().RunAsync(contract, cancellation) is { Count: > 0 } reasons)
        {
            return ServiceAddCommand.Refuse(reasons);
        }

        ServiceText.Write(output, contract, services.GetRequiredService<ServiceOptions>().PublicOrigin);
        WriteNotKept(output, metadata);
        output.WriteLine("nothing was entered");
        ServiceText.WarnOfClaims(contract);
        return 0;
    }

    private static async Task<int> EnterAsync(Service contract, ClientMetadata metadata, IServiceProvider services, TextWriter output, CancellationToken cancellation)
    {
        var (secret, reasons) = await services.GetRequiredService<AddService>().RunAsync(contract, new(ActorKind.Operator, Environment.UserName), cancellation);
        if (reasons.Count > 0)
        {
            return ServiceAddCommand.Refuse(reasons);
        }

        ServiceAddCommand.WriteEntered(output, contract, secret);
        WriteNotKept(output, metadata);
        ServiceText.WarnOfClaims(contract);
        return 0;
    }

    private static void WriteNotKept(TextWriter output, ClientMetadata metadata)
    {
        foreach (var field in metadata.NotKept)
        {
            output.WriteLine($"not_kept: {field}");
        }
    }

    private Service Contract(ParseResult result, ClientMetadata metadata, ReceptionChange reception, IRandomSource random, TimeProvider clock)
    {
        var claims = result.GetValue(_claims) ?? [];
        return new Service
        {
            Id = random.NewId(),
            ClientId = result.GetValue(_clientId) ?? metadata.ClientId ?? string.Empty,
            Name = metadata.Name,
            RedirectUris = metadata.RedirectUris,
            PostLogoutRedirectUris = metadata.PostLogoutRedirectUris,
            BackChannelLogoutUri = metadata.BackChannelLogoutUri,
            Scopes = [.. metadata.Scopes.Prepend(ScopeNames.OpenId).Distinct()],
            Claims = claims.Contains("all") ? [.. ClaimNames.All] : claims,
            Authentication = metadata.Authentication,
            PublicKeys = metadata.PublicKeys,
            KeysUri = metadata.KeysUri,
            Signing = metadata.Signing,
            UserInfoSigning = metadata.UserInfoSigning,
            RequiresPushedRequests = metadata.RequiresPushedRequests,
            RequiresBoundTokens = metadata.RequiresBoundTokens,
            Audience = reception.Profiles ?? Audience.Everybody,
            Degrees = reception.Degrees ?? DegreeSet.Both,
            Schools = reception.Schools ?? [],
            Sector = result.GetValue(_sector) ?? ServiceAddCommand.Sector(metadata.RedirectUris),
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        };
    }
}
