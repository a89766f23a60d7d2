@echo off
rem Sets KUBE Desktop up on the first call, then does what is asked: kube bantuan
rem Words for the person are in Indonesian, in plain letters because consoles differ.
rem kube is the twin for Linux; scripts\kube_setup.py does the part both share.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
set "VENV=%ROOT%.venv\Scripts\python.exe"
set "PYTHONHOME="
set "PYTHONPATH="

set "COMMAND=%~1"
if not defined COMMAND set "COMMAND=run"
set ARGUMENTS=
:arguments
shift
if not "%~1"=="" (
  set ARGUMENTS=%ARGUMENTS% %1
  goto arguments
)

if /i "%COMMAND%"=="run" goto run
if /i "%COMMAND%"=="demo" goto demo
if /i "%COMMAND%"=="test" goto test
if /i "%COMMAND%"=="bench" goto bench
if /i "%COMMAND%"=="postgresql" goto postgresql
if /i "%COMMAND%"=="bantuan" goto help
if /i "%COMMAND%"=="help" goto help
echo kube: perintah "%COMMAND%" tidak dikenal. 1>&2
call :usage 1>&2
exit /b 2

:help
call :usage
exit /b 0

:run
call :set_up run || exit /b 1
set "PYTHONPATH=%ROOT%"
"%VENV%" -P -m kube_desktop %ARGUMENTS%
exit /b %ERRORLEVEL%

:demo
call :set_up run || exit /b 1
set "PYTHONPATH=%ROOT%"
"%VENV%" -P -m kube_desktop demo %ARGUMENTS%
exit /b %ERRORLEVEL%

:postgresql
call :set_up postgresql || exit /b 1
echo kube: komponen PostgreSQL sudah terpasang. 1>&2
exit /b 0

:bench
call :set_up dev || exit /b 1
set "PYTHONPATH=%ROOT%"
"%VENV%" -P -m bench %ARGUMENTS%
exit /b %ERRORLEVEL%

:test
call :set_up dev || exit /b 1
cd /d "%ROOT%"
set FAILED=
call :step ruff-format -m ruff format --check .
call :step ruff -m ruff check .
call :step mypy -m mypy
call :step import-linter -c "from importlinter.cli import lint_imports_command as run; run()"
if defined FAILED echo kube: belum lulus:%FAILED% 1>&2
echo kube: memeriksa: pytest 1>&2
set "QT_QPA_PLATFORM=offscreen"
"%VENV%" -m pytest -q -n 2 --dist loadfile -m "not slow" %ARGUMENTS%
if errorlevel 1 exit /b 1
if defined FAILED exit /b 1
exit /b 0

:step
echo kube: memeriksa: %1 1>&2
set NAME=%1
set REST=
:step_arguments
shift
if not "%~1"=="" (
  set REST=%REST% %1
  goto step_arguments
)
"%VENV%" %REST% || set FAILED=%FAILED% %NAME%
exit /b 0

:set_up
if exist "%VENV%" (
  "%VENV%" -E -s -S "%ROOT%scripts\kube_setup.py" check %1 >nul 2>nul && exit /b 0
)
call :find_python
if not defined PYTHON (
  echo kube: perlu Python 3.11, 3.12, atau 3.13 ^(64-bit^). Pasang dengan: winget install Python.Python.3.12 1>&2
  exit /b 1
)
%PYTHON% -E -s "%ROOT%scripts\kube_setup.py" build %1 >nul
exit /b %ERRORLEVEL%

:find_python
set PYTHON=
if defined KUBE_PYTHON call :try_python "%KUBE_PYTHON%"
for %%v in (3.13 3.12 3.11) do call :try_python py -%%v
call :try_python python
exit /b 0

:try_python
if defined PYTHON exit /b 0
%* -c "import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.maxsize > 2**32))" >nul 2>nul && set PYTHON=%*
exit /b 0

:usage
echo kube                 membuka KUBE Desktop
echo kube run [argumen]   sama, atau menjalankan satu perintah tanpa jendela
echo kube demo            membuat data contoh, mencetak, mengirim, menggabung, lalu membuka jendela
echo kube test            menjalankan semua pemeriksaan
echo kube bench [nama]    mengukur kecepatan
echo kube postgresql      memasang komponen untuk kantor yang memakai PostgreSQL
exit /b 0
