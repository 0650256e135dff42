using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Contacts;
using EduConnect.Core.Guardians;
using EduConnect.Core.Guardians.Actions;
using EduConnect.Core.Guardians.Grouping;
using EduConnect.Core.SignIn;
using EduConnect.Core.SignIn.Steps;
using EduConnect.Web.Hosting.Sessions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace EduConnect.Web.Hosting;

/// <summary>Registers Mon compte, the intermediate page and grouping.</summary>
internal static class MyAccountComposition
{
    public static IServiceCollection AddMyAccount(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReminderOptions>().Bind(configuration.GetSection("Reminders"));
        services.AddSingleton(host => host.GetRequiredService<IOptions<ReminderOptions>>().Value);
        services.AddSingleton<MailChangeMails>().AddSingleton<SecurityNotices>().AddSingleton<RecordMoves>().AddSingleton<ActionsReader>();
        services.AddScoped<PasswordProof>().AddScoped<PendingSteps>().AddScoped<CloseSessions>().AddScoped<ChangePassword>();
        services.AddScoped<RequestMailChange>().AddScoped<ConfirmMailChange>().AddScoped<DropMailChange>().AddScoped<UndoMailChange>().AddScoped<ConfirmMobile>();
        services.AddScoped<Pages.MyAccount.MobileSteps>();
        services.AddScoped<ReportTie>().AddScoped<FindOtherAccount>().AddScoped<GroupAccounts>();
        services.AddScoped<AnswerChildren>().AddScoped<CarryOutTies>().AddScoped<KeepOwnContact>();
        services.Configure<RazorPagesOptions>(options =>
        {
            options.Conventions.AuthorizeFolder("/MyAccount", FamilySessionHandler.SchemeName);
            options.Conventions.AuthorizeFolder("/Actions", FamilySessionHandler.SchemeName);
            options.Conventions.AllowAnonymousToPage("/MyAccount/UndoMail");
        });
        return services;
    }
}
