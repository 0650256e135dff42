using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Links;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Provisional;
using EduConnect.Core.Accounts.Usernames;
using EduConnect.Core.Activation;
using EduConnect.Core.Agents;
using EduConnect.Core.Agents.Delegations;
using EduConnect.Core.Agents.Managing;
using EduConnect.Core.Guardians.Doubts;
using EduConnect.Core.Informing;
using EduConnect.Core.Informing.Letters;
using EduConnect.Core.Platform.Operations;
using EduConnect.Core.PupilSupport;
using EduConnect.Core.Schools;
using EduConnect.Core.Schools.Addresses;
using EduConnect.Core.Schools.Details;
using EduConnect.Core.Schools.Doubts;
using EduConnect.Core.Schools.Finding;
using EduConnect.Core.Schools.Journal;
using EduConnect.Core.Schools.Listing;
using EduConnect.Core.Schools.Lists;
using EduConnect.Core.Schools.Overviews;
using EduConnect.Core.Schools.Resetting;
using EduConnect.Core.SignIn.AccessCodes;
using EduConnect.Core.Statistics;
using EduConnect.Web.Administration;
using EduConnect.Web.Operators;
using EduConnect.Web.Protocols.Agents;
using EduConnect.Web.PupilSupport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Agents, Administration des comptes, Dépannage, letters. Nodes without the administration role have none of its routes.</summary>
internal static class AdministrationComposition
{
    // Where agents are not signed in yet, or no more.
    private static readonly string[] Open = ["/Agents/SignIn", "/Agents/Return", "/Agents/SignedOut"];

    private static readonly string[] Folders = ["/Administration", "/PupilSupport", "/Arena", "/Agents", "/MeteoStats", "/Operators"];

    public static IServiceCollection AddAdministration(this IServiceCollection services, IConfiguration configuration)
    {
        AddAgents(services, configuration);
        services.AddAgentProvider(configuration);
        AddPupilSupport(services, configuration);
        AddInforming(services, configuration);
        AddAccounts(services);
        services.AddSingleton<SheetLinks>();
        services.AddScoped<SchoolGate>().AddScoped<OperatorGate>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AgentAuthentication>(AgentAuthentication.Name, null);
        services.AddAuthorizationBuilder().AddPolicy(AgentAuthentication.Name, policy => policy.AddAuthenticationSchemes(AgentAuthentication.Name).RequireAuthenticatedUser());
        var isOn = Roles.From(configuration).Administration;
        services.Configure<RazorPagesOptions>(options => Protect(options, isOn));
        return services;
    }

    private static void AddAgents(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AgentOptions>().Bind(configuration.GetSection("Agents"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<AgentOptions>>().Value);
        services.TryAddSingleton<HashingPool>(host => new HashingPool(host.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<PasswordHasher>(host => new PasswordHasher(
            host.GetRequiredService<Core.Platform.Crypto.KeyRing>(), host.GetRequiredService<Core.Platform.Crypto.IRandomSource>(), host.GetRequiredService<HashingPool>()));
        services.AddSingleton<AgentSeeds>();
        services.AddSingleton<AgentThrottle>();
        services.AddSingleton(AdministrativeNetworks.Read(configuration.GetSection("Agents:AdministrativeNetworks").GetChildren().Select(one => KeyValuePair.Create(one.Key, one.Value))));
        services.AddSingleton<OpenRights>();
        services.AddSingleton<AgentCodes>();
        services.AddSingleton<AddSecondFactor>();
        services.AddSingleton<AgentSessions>();
        services.AddSingleton<AgentJournal>();
        services.AddSingleton<AgentSignIn>();
        services.AddSingleton<AddAgent>().AddSingleton<GiveRight>().AddSingleton<WithdrawRight>().AddSingleton<CloseAgent>().AddSingleton<GiveAgentSecrets>().AddSingleton<EditAgent>().AddSingleton<FindAgents>().AddSingleton<ReadAgent>();
        services.AddSingleton<SchoolsOfAgent>();
        services.AddSingleton<SchoolDelegations>();
        services.AddSingleton<GrantDelegation>();
        services.AddSingleton<WithdrawDelegation>();
    }

    private static void AddPupilSupport(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PupilSupportOptions>().Bind(configuration.GetSection("PupilSupport"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<PupilSupportOptions>>().Value);
        services.AddScoped<SwitchPupilSupport>();
        services.AddSingleton<PasswordsOfPupils>();
        services.AddSingleton<WatchShownPasswords>();
        services.AddSingleton<ResetOnePassword>();
        services.AddSingleton<PupilSupportFunctions>();
        services.AddSingleton<GiveAccessCode>();
    }

    private static void AddInforming(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InformOptions>().Bind(configuration.GetSection("Informing"));
        services.TryAddSingleton(host => host.GetRequiredService<IOptions<InformOptions>>().Value);
        services.AddOptions<LetterOptions>().Bind(configuration.GetSection("Letters"));
        services.TryAddSingleton(host => host.GetRequiredService<IOptions<Deadlines>>().Value);
        services.TryAddSingleton<ProvisionalPasswords>();
        services.AddSingleton(host => new LetterPress(host.GetRequiredService<IOptions<LetterOptions>>().Value, host.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SchoolCalendar>();
        services.AddSingleton<FindPeople>();
        services.AddSingleton<ReadSchoolJournal>();
        services.AddSingleton<ExportSchoolJournal>();
        services.AddSingleton<ReadSchoolAddresses>();
        services.AddSingleton<ChangeSchoolAddress>();
        services.AddSingleton<SchoolList>();
        services.AddSingleton<ReadOverview>();
        services.AddSingleton<ReadSchoolTabs>();
        services.AddSingleton<ReadSchoolStatistics>();
        services.AddSingleton<RefreshStatistics>();
        services.AddSingleton<TerritoriesOfAgent>();
        services.AddSingleton<ReadTerritory>();
        services.AddSingleton<ReadEvolution>();
        services.AddSingleton<ReadCockpit>();
        services.AddSingleton<Selections>();
        services.AddSingleton<RequestInformation>();
        services.AddSingleton<InformationMails>();
        services.AddSingleton<AccountChunks>();
        services.AddSingleton<InformChunk>();
        services.AddSingleton<AgentOrders>();
        services.AddSingleton<InformSheets>();
        services.TryAddSingleton<AccountLinks>();
        services.TryAddSingleton<ConfirmationMails>();
        services.AddScoped<OperationHandler, InformHandler>();
    }

    private static void AddAccounts(IServiceCollection services)
    {
        services.AddSingleton<ReadAccountDetail>();
        services.AddSingleton<RevealPassword>();
        services.AddSingleton<ReadGuardianDoubts>().AddSingleton<CompareGuardians>().AddSingleton<KeepGuardiansApart>().AddSingleton<JoinGuardians>();
        services.AddSingleton<ReadPupilDoubts>().AddSingleton<ComparePupils>().AddSingleton<KeepPupilsApart>().AddScoped<JoinPupils>();
        services.AddSingleton<SendConfirmationToHolder>();
        services.AddSingleton<MakeAccountList>();
        services.AddSingleton<RequestUsername>();
        services.TryAddSingleton<UsernameAllocator>();
        services.AddSingleton<GiveRequestedUsernames>();
        services.AddSingleton<ResetChunk>();
        services.AddSingleton<RequestReset>();
        services.AddScoped<OperationHandler, ResetHandler>();
    }

    private static void Protect(RazorPagesOptions options, bool isOn)
    {
        options.Conventions.AddFolderRouteModelConvention("/Administration", PupilSupportRoutes.Share);
        options.Conventions.AddFolderRouteModelConvention("/Administration", ModuleRoutes.ShareWithInspectors);
        foreach (var folder in Folders)
        {
            options.Conventions.AuthorizeFolder(folder, AgentAuthentication.Name);
            if (!isOn)
            {
                options.Conventions.AddFolderRouteModelConvention(folder, page => page.Selectors.Clear());
            }
        }

        foreach (var page in Open)
        {
            options.Conventions.AllowAnonymousToPage(page);
        }

        options.Conventions.AddFolderApplicationModelConvention("/Administration", page => page.Filters.Add(new ServiceFilterAttribute(typeof(SchoolGate))));
        options.Conventions.AddFolderApplicationModelConvention("/PupilSupport", page => page.Filters.Add(new ServiceFilterAttribute(typeof(SchoolGate))));
        options.Conventions.AddFolderApplicationModelConvention("/Operators", page => page.Filters.Add(new ServiceFilterAttribute(typeof(OperatorGate)) { Order = OperatorGate.Order }));
    }
}
